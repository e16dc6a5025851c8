"""How the program is linked: what cmake/prebind.cmake and the renaming of
llhttp's symbols are for."""

import os
import pathlib
import re
import subprocess
import unittest

RONDO = pathlib.Path(os.environ['RONDO'])


def readelf(*arguments):
    return subprocess.run(['readelf', '--wide', *arguments, RONDO], check=True,
                          capture_output=True, text=True).stdout


def maps():
    """What is mapped into a running program."""
    return subprocess.run(
        [RONDO, '-p', 'fs.readFileSync("/proc/self/maps", "latin1")'],
        check=True, capture_output=True, text=True).stdout


class LinkingTest(unittest.TestCase):

    def test_llhttp_is_ours(self):
        """libnode exports an older llhttp, which must not be the one used."""
        foreign = [line for line in readelf('--dyn-syms').splitlines()
                   if ' llhttp_' in line]
        self.assertEqual(foreign, [])

    def test_copies_no_variable_of_the_library(self):
        """The library's own references are bound to the originals."""
        copies = [line for line in readelf('--relocs').splitlines()
                  if 'R_X86_64_COPY' in line and ('v8' in line
                                                  or 'node' in line)]
        self.assertEqual(copies, [])

    def test_searches_no_library_in_the_working_directory(self):
        """An empty or relative entry of the rpath would do that."""
        paths = [line.split('[')[1].rstrip(']')
                 for line in readelf('--dynamic').splitlines()
                 if 'RUNPATH' in line or 'RPATH' in line]
        self.assertEqual(len(paths), 1)
        for path in paths[0].split(':'):
            self.assertRegex(path, r'^(/|\$ORIGIN/)')

    def test_runs_with_the_loader_and_libraries_of_the_root(self):
        """What is mapped comes from the root, or was made from it."""
        mapped = {line.split()[5] for line in maps().splitlines()
                  if len(line.split()) > 5 and '.so' in line.split()[5]}
        loader = [path for path in mapped if 'ld-linux' in path]
        self.assertEqual(len(loader), 1)
        root = pathlib.Path(loader[0]).parents[3]
        self.assertTrue((root / 'MANIFEST').exists(), root)
        for path in mapped:
            # The address sanitizer's own library is the compiler's.
            if re.search(r'/lib[atu]\w*san\.so', path):
                continue
            self.assertTrue(pathlib.Path(path).is_relative_to(root) or
                            pathlib.Path(path).parent == RONDO.parent / 'lib',
                            path)

    def test_stack_is_not_executable(self):
        """Assembler files ask for an executable one unless they say no."""
        stack = [line for line in readelf('--program-headers').splitlines()
                 if 'GNU_STACK' in line]
        self.assertEqual(len(stack), 1)
        flags = stack[0].split()[6:-1]
        self.assertEqual(''.join(flags), 'RW')

    def prebound(self):
        """The copy of V8's library; skips the test where there is none."""
        for path in (RONDO.parent / 'lib').glob('libnode.so.*'):
            if path.is_file():
                return path
        self.skipTest('no prebound library in this build')

    def test_prebound_library_is_used(self):
        prebound = self.prebound()
        self.assertIn(str(prebound), maps())

    def test_maps_no_library_that_only_node_needs(self):
        """The prebound copy is without them; the stock library has them all."""
        prebound = self.prebound()
        mapped = maps()
        # What V8 11.3 runs through calls libuv in a place, so there it stays.
        older = prebound.name == 'libnode.so.115'
        for name in ('crypto', 'sqlite3', 'nghttp2', *([] if older else ['uv'])):
            self.assertNotIn(f'/lib{name}.so', mapped)


if __name__ == '__main__':
    unittest.main()
