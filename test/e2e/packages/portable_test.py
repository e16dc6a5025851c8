"""The entry of a program that can be moved (runtime/portable), on a small
program of C++ with the root's loader and libraries in lib/ beside it."""
import glob
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

from support import PATIENCE, ROOT

sys.path.insert(0, os.path.join(ROOT, 'tools', 'package'))
import elf  # noqa: E402

BUILD = os.environ.get('RONDO_BUILD', os.path.join(ROOT, 'build', 'release'))
PROBE = os.path.join(BUILD, 'tests', 'portable_probe')
LOADER = 'ld-linux-x86-64.so.2'

NAMESPACE = ['unshare', '--mount', '--net', '--pid', '--fork', '--mount-proc']


def run(command, **options):
    return subprocess.run(command, stdin=subprocess.DEVNULL, text=True,
                          capture_output=True, timeout=PATIENCE, check=False,
                          **options)


def library_folders():
    """Where the build's programs find their libraries."""
    with open(os.path.join(BUILD, 'tests', 'portable_probe.libraries'),
              encoding='utf-8') as f:
        return f.read().split()


def without_proc(script, *arguments):
    """Runs a script of the shell where /proc is not mounted."""
    return run([*NAMESPACE, 'sh', '-c', 'mount -t tmpfs none /proc\n' + script,
                'sh', *arguments])


def needs_namespaces(test):
    allowed = os.geteuid() == 0 and run([*NAMESPACE, 'true']).returncode == 0
    return unittest.skipUnless(
        allowed, 'the system lets no mount namespace be made')(test)


@unittest.skipUnless(os.path.exists(PROBE),
                     'no portable program is made for this machine, or with a '
                     'sanitizer, whose library is not in the root')
class Portable(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.scratch = os.path.realpath(scratch.name)
        os.chmod(self.scratch, 0o755)
        self.folder = os.path.join(self.scratch, 'a b')
        self.program = os.path.join(self.folder, 'probe')
        self.library = os.path.join(self.folder, 'lib')
        self.loader = os.path.join(self.library, LOADER)
        os.makedirs(self.library)
        shutil.copy(PROBE, self.program)
        for path in elf.closure([PROBE], library_folders()).values():
            shutil.copy(path, self.library)

    def check(self, result, folder=None, program='probe'):
        """It ran, knew its path, and had all of its libraries from lib/."""
        folder = folder or self.folder
        self.assertEqual((result.returncode, result.stderr), (0, ''))
        lines = result.stdout.splitlines()
        self.assertEqual(lines[0], f'exe {folder}/{program}')
        found = [line.removeprefix('library ') for line in lines[2:]]
        found = [path for path in found if not path.startswith('linux-vdso')]
        self.assertIn(f'{folder}/lib/{LOADER}', found)
        self.assertGreater(len(found), 3)
        for path in found:
            self.assertEqual(os.path.dirname(path), f'{folder}/lib')

    def check_refused(self, result, *words):
        """It did not start, and said so in one line."""
        self.assertEqual(result.returncode, 127, result.stderr)
        self.assertEqual(result.stdout, '')
        self.assertRegex(result.stderr, r'\A[^\n]+: cannot start: [^\n]+\n\Z')
        for word in words:
            self.assertIn(word, result.stderr)

    def test_by_its_path(self):
        result = run([self.program])
        self.check(result)
        self.assertIn(f'argument 0 {self.program}\n', result.stdout)

    def test_moved(self):
        elsewhere = os.path.join(self.scratch, 'c:$ORIGIN')
        os.rename(self.folder, elsewhere)
        self.check(run([f'{elsewhere}/probe']), elsewhere)

    def test_by_a_relative_path(self):
        self.check(run(['./probe'], cwd=self.folder))
        self.check(run(['../probe'], cwd=self.library))

    def test_by_the_search_path(self):
        self.check(run(['probe'], cwd='/', env={'PATH': self.folder}))

    def test_by_symbolic_links(self):
        other = os.path.join(self.scratch, 'bin')
        os.mkdir(other)
        os.symlink('../a b/probe', f'{other}/one')
        os.symlink(f'{other}/one', f'{other}/two')
        self.check(run([f'{other}/two']))
        self.check(run(['./two'], cwd=other))

    def test_another_name_of_the_program(self):
        os.rename(self.program, f'{self.folder}/other')
        self.check(run([f'{self.folder}/other']), program='other')

    @needs_namespaces
    def test_without_proc(self):
        bin_folder = os.path.join(self.scratch, 'bin')
        os.mkdir(bin_folder)
        os.symlink('../a b/probe', f'{bin_folder}/one')
        os.symlink(f'{bin_folder}/one', f'{bin_folder}/two')
        for script in ('exec "$1/a b/probe"', 'cd "$1" && exec "a b/probe"',
                       'cd "$1/a b" && exec ./probe', 'exec "$1/bin/two"',
                       'cd "$1/bin" && exec ./two',
                       'cd /; PATH=$1/bin; exec two'):
            result = without_proc(script, self.scratch)
            self.assertEqual((result.returncode, result.stderr), (0, ''))
            lines = result.stdout.splitlines()
            self.assertEqual(lines[0], 'exe ')
            found = [line for line in lines[2:] if 'linux-vdso' not in line]
            self.assertGreater(len(found), 3)
            for line in found:
                path = line.removeprefix('library ')
                self.assertTrue(os.path.isabs(path), path)
                self.assertEqual(os.path.realpath(os.path.dirname(path)),
                                 self.library)

    @needs_namespaces
    def test_without_proc_a_script_is_not_taken_for_the_program(self):
        # The kernel says that the script was executed. A loader beside that is
        # none of ours.
        folder = os.path.join(self.scratch, 'scripts')
        os.mkdir(folder)
        shutil.copytree(self.library, f'{folder}/lib')
        os.symlink(self.program, f'{self.scratch}/probe')
        with open(f'{folder}/script', 'w', encoding='utf-8') as f:
            f.write(f'#!{self.scratch}/probe\n')
        os.chmod(f'{folder}/script', 0o755)
        self.check_refused(without_proc('exec "$1"', f'{folder}/script'),
                           f'{folder}/script')
        # With /proc it is of no importance.
        self.assertEqual(run([f'{folder}/script']).returncode, 0)

    @needs_namespaces
    def test_without_proc_a_folder_that_would_be_several(self):
        elsewhere = os.path.join(self.scratch, 'c:d')
        os.rename(self.folder, elsewhere)
        self.check_refused(without_proc('exec "$1/probe"', elsewhere),
                           elsewhere)

    def test_no_loader(self):
        os.unlink(self.loader)
        self.check_refused(run([self.program]), self.loader, 'there is no ')
        shutil.rmtree(self.library)
        # Never one of the working directory.
        os.mkdir(f'{self.scratch}/lib')
        for path in elf.closure([PROBE], library_folders()).values():
            shutil.copy(path, f'{self.scratch}/lib')
        self.check_refused(run([self.program], cwd=self.scratch), self.loader)
        self.check_refused(run([self.program], cwd=f'{self.scratch}/lib'),
                           self.loader)

    def test_a_damaged_loader(self):
        with open(self.loader, 'rb') as f:
            whole = f.read()
        loads = [i for i, segment in enumerate(elf.Elf(self.loader).segments)
                 if segment.type == elf.PT_LOAD]

        def changed(at, new):
            return whole[:at] + new + whole[at + len(new):]

        headers = 64
        damaged = {
            'empty': b'', 'a letter': b'x', 'text': b'#!/bin/sh\n' * 1000,
            'no whole header': whole[:63], 'no program headers': whole[:64],
            'half': whole[:len(whole) // 2],
            'of 32 bits': changed(4, b'\1'),
            'of another machine': changed(18, b'\xb7\0'),
            'a fixed address': changed(16, b'\2\0'),
            'headers outside': changed(32, b'\xff' * 8),
            'very many headers': changed(56, b'\xff\xff'),
            'no segments': changed(56, b'\0\0'),
            'an entry outside': changed(24, b'\xff' * 8),
            'a segment writable and executable':
                changed(headers + loads[1] * 56 + 4, b'\7'),
            'a segment without end':
                changed(headers + loads[-1] * 56 + 40, b'\xff' * 8),
            'a segment out of order':
                changed(headers + loads[-1] * 56 + 16, b'\0' * 8),
        }
        for what, content in damaged.items():
            with self.subTest(what):
                with open(self.loader, 'wb') as f:
                    f.write(content)
                self.check_refused(run([self.program]), self.loader,
                                   'is damaged')
        os.unlink(self.loader)
        os.mkdir(self.loader)
        self.check_refused(run([self.program]), self.loader)

    def test_a_program_whose_file_is_gone(self):
        script = ('import os, sys\n'
                  'fd = os.memfd_create("probe")\n'
                  'os.write(fd, open(sys.argv[1], "rb").read())\n'
                  'os.execv(f"/proc/self/fd/{fd}", ["probe"])')
        self.check_refused(run([sys.executable, '-c', script, self.program]),
                           '(deleted)')

    def test_privileges_of_the_file_are_refused(self):
        if os.geteuid() != 0 or shutil.which('setcap') is None:
            self.skipTest('gives a file capabilities: root and setcap')
        given = run(['setcap', 'cap_net_bind_service+ep', self.program])
        self.assertEqual(given.returncode, 0, given.stderr)
        nobody = 65534
        self.check_refused(run([self.program], user=nobody, group=nobody,
                               extra_groups=[]), 'privileges')

    def test_children_run_with_what_the_host_has(self):
        given = {'PATH': os.environ['PATH'], 'A': 'b', 'LC_ALL': 'C'}
        result = run([self.program, 'run', 'exec env'], env=given)
        self.assertEqual(result.stderr, '')
        seen = dict(line.split('=', 1) for line in result.stdout.splitlines())
        # The shell's own.
        for name in ('PWD', 'OLDPWD', 'SHLVL', '_'):
            seen.pop(name, None)
        self.assertEqual(seen, given)
        result = run([self.program, 'run', 'exec cat /proc/self/maps'])
        self.assertIn('/libc.so.6', result.stdout)
        self.assertNotIn(self.folder, result.stdout)

    def test_no_library_is_looked_for_in_the_working_directory(self):
        result = run([self.program], cwd=self.scratch,
                     env={'LD_DEBUG': 'libs', 'PATH': '/bin'})
        tried = [line.split('trying file=')[1]
                 for line in result.stderr.splitlines()
                 if 'trying file=' in line]
        self.assertGreater(len(tried), 3)
        for path in tried:
            self.assertTrue(path.startswith(self.library + '/'), path)

    def test_how_it_is_linked(self):
        program = elf.Elf(PROBE)
        self.assertEqual(program.type, elf.ET_DYN)
        self.assertIsNone(program.interp)
        self.assertEqual(program.strings(elf.DT_RPATH), ['$ORIGIN/lib'])
        self.assertEqual(program.values(elf.DT_RUNPATH), [])
        # Where the loader leaves its list of libraries for a debugger.
        self.assertEqual(len(program.values(elf.DT_DEBUG)), 1)

    def test_the_entry_calls_nothing(self):
        objects = glob.glob(f'{BUILD}/**/rondo_portable_entry.dir/**/stub.c.o',
                            recursive=True)
        self.assertEqual(len(objects), 1)
        result = run(['nm', '--undefined-only', '--format=posix', objects[0]])
        names = {line.split()[0] for line in result.stdout.splitlines()}
        self.assertEqual(names - {'_DYNAMIC', '__ehdr_start', '_start',
                                  'rondo_portable_call'}, set())

    def test_gdb_lists_the_libraries(self):
        if shutil.which('gdb') is None:
            self.skipTest('gdb is not there')
        result = run(['gdb', '-q', '-nx', '-batch', '-ex', 'break Report',
                      '-ex', 'run', '-ex', 'info sharedlibrary', '-ex', 'bt',
                      self.program])
        for path in elf.closure([PROBE], library_folders()):
            self.assertIn(f'{self.library}/{path}\n', result.stdout)
        self.assertRegex(result.stdout, r'#\d .*main \(')

    def test_perf_lists_the_libraries(self):
        recording = os.path.join(self.scratch, 'perf.data')
        record = ['perf', 'record', '-o', recording]
        if (shutil.which('perf') is None
                or run([*record, 'true']).returncode != 0):
            self.skipTest('perf is not there, or may not record')
        result = run([*record, self.program])
        self.assertEqual(result.returncode, 0, result.stderr)
        result = run(['perf', 'script', '-i', recording, '--show-mmap-events'])
        for path in elf.closure([PROBE], library_folders()):
            self.assertIn(f'{self.library}/{path}\n', result.stdout)


if __name__ == '__main__':
    unittest.main()
