"""What a fault in memory is stopped by (cmake/compiler.cmake), looked up in the
program, in those of the packages, and in a running one."""
import json
import os
import re
import subprocess
import sys
import unittest

from support import PATIENCE, RONDO, ROOT, SANITIZERS, cached

sys.path.insert(0, os.path.join(ROOT, 'tools', 'package'))
import elf  # noqa: E402

BUILD = os.environ.get('RONDO_BUILD', os.path.dirname(os.path.abspath(RONDO)))
DT_PLTGOT, DT_TEXTREL, DF_TEXTREL = 3, 22, 4

MAPS = """
let sum = 0;
for (let i = 0; i < 3e6; ++i) sum += i % 7;
const maps = require('node:fs').readFileSync('/proc/self/maps', 'latin1');
process.stdout.write(maps);
"""


def programs():
    packaged = [os.path.join(BUILD, 'packaged', kind, 'rondo')
                for kind in ('portable', 'installed')]
    return [RONDO, *filter(os.path.exists, packaged)]


class Hardening(unittest.TestCase):
    def test_loaded_anywhere(self):
        for program in map(elf.Elf, programs()):
            self.assertEqual(program.type, elf.ET_DYN, program.path)
            self.assertTrue(program.values(elf.DT_FLAGS_1)[0] & elf.DF_1_PIE)
            self.assertEqual(program.values(DT_TEXTREL), [])
            self.assertFalse(sum(program.values(elf.DT_FLAGS)) & DF_TEXTREL)

    def test_tables_of_addresses_are_read_only(self):
        for program in map(elf.Elf, programs()):
            self.assertTrue(program.binds_now(), program.path)
            # The table into which the loader writes the addresses of functions.
            relro = program.segment(elf.PT_GNU_RELRO)
            [table] = program.values(DT_PLTGOT)
            self.assertLessEqual(relro.vaddr, table, program.path)
            self.assertLess(table, relro.vaddr + relro.memsz, program.path)

    def test_no_segment_is_writable_and_executable(self):
        for program in map(elf.Elf, programs()):
            for segment in program.segments:
                self.assertNotEqual(segment.flags & 3, 3, segment)
            self.assertEqual(program.segment(elf.PT_GNU_STACK).flags & elf.PF_X,
                             0)

    def test_all_of_our_files_are_compiled_so(self):
        with open(os.path.join(BUILD, 'compile_commands.json'),
                  encoding='utf-8') as f:
            commands = json.load(f)
        self.assertGreater(len(commands), 50)
        fortified = (not SANITIZERS
                     and cached('CMAKE_BUILD_TYPE') != 'Debug')
        for entry in commands:
            # It runs before there is a guard to compare with.
            if entry['file'].endswith(('runtime/portable/stub.c', '.S')):
                continue
            words = entry['command'].split()
            self.assertIn('-fstack-protector-strong', words, entry['file'])
            self.assertNotIn('-fno-stack-protector', words, entry['file'])
            if fortified:
                self.assertIn('-D_FORTIFY_SOURCE=2', words, entry['file'])

    def test_guards_and_checked_calls_are_in_use(self):
        if SANITIZERS:
            self.skipTest('a sanitizer has checks of its own')
        for path in programs():
            text = subprocess.run(
                ['nm', '--dynamic', '--undefined-only', path], check=True,
                capture_output=True, text=True).stdout
            names = set(re.findall(r' U (\w+)', text))
            self.assertIn('__stack_chk_fail', names)
            if cached('CMAKE_BUILD_TYPE') != 'Debug':
                checked = {name for name in names if name.endswith('_chk')}
                self.assertGreater(len(checked), 3, checked)

    def writable_and_executable(self, *flags):
        run = subprocess.run([RONDO, *flags, '-e', MAPS], check=True, text=True,
                             capture_output=True, timeout=PATIENCE)
        lines = run.stdout.splitlines()
        self.assertGreater(len(lines), 20)
        return [line for line in lines if re.match(r'\S+ .wx', line)]

    def test_only_v8_has_pages_writable_and_executable(self):
        # Without its compilers, V8 has none.
        self.assertEqual(self.writable_and_executable('--jitless'), [])
        for line in self.writable_and_executable():
            self.assertEqual(line.split()[5:], [], line)


if __name__ == '__main__':
    unittest.main()
