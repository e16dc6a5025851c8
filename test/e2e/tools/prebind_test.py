"""tools/prebind on a small library: what it leaves out, and what it refuses."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

RONDO = pathlib.Path(os.environ['RONDO'])
PREBIND = RONDO.parent / 'bin' / 'prebind'

# The library that is to be dropped tells that it was called.
DEPENDENCY = '''
#include <unistd.h>
extern "C" int dependency() { return write(1, "dependency ", 11) > 0; }
'''

# Like libnode: a part that needs the dependency as soon as it is loaded, and
# functions that lie among its code and do not belong to it.
UNUSED = '''
extern "C" int dependency();
namespace unused {
int first() { return dependency(); }
int loaded = first();
}
int shared(int value) { return value * 2; }
namespace unused {
int last() { return loaded + dependency(); }
}
'''

USED = '''
#include <cstdlib>
#include <unistd.h>
int shared(int value);
namespace unused { int last(); }
namespace used {
int loaded = write(1, "used ", 5) > 0 ? 20 : 0;
int answer() { return shared(loaded) + 2; }
int careless() { return unused::last(); }
void stop() { std::abort(); }
}
'''

PROGRAM = '''
#include <cstdio>
namespace used { int answer(); int careless(); }
int main(int count, char**) {
  std::printf("%d\\n", used::FUNCTION());
}
'''


@unittest.skipUnless(PREBIND.exists(), 'no prebind in this build')
@unittest.skipUnless(shutil.which('g++') and shutil.which('objdump'),
                     'no compiler')
class PrebindTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / 'copy').mkdir()

    def compile(self, output, sources, *options):
        files = []
        for name, text in sources.items():
            files.append(self.folder / f'{name}.cc')
            files[-1].write_text(text)
        # The functions stay apart, and in order.
        subprocess.run(['g++', '-O1', '-fPIC', '-fno-inline',
                        '-fno-toplevel-reorder', '-fno-exceptions',
                        '-fcf-protection=none', '-Wl,-z,now',
                        '-o', self.folder / output, *files, *options],
                       check=True)
        return self.folder / output

    def build(self, used, function='answer'):
        self.compile('libdependency.so', {'dependency': DEPENDENCY}, '-shared',
                     '-Wl,-soname,libdependency.so')
        self.compile('libpart.so', {'unused': UNUSED, 'used': used}, '-shared',
                     '-Wl,-soname,libpart.so', f'-L{self.folder}',
                     '-ldependency', '-Wl,-rpath,$ORIGIN')
        self.program = self.compile(
            'program', {'program': PROGRAM.replace('FUNCTION', function)},
            f'-L{self.folder}', '-lpart', f'-Wl,-rpath-link,{self.folder}')

    def prebind(self, *options):
        return subprocess.run(
            [PREBIND, self.folder / 'libpart.so',
             self.folder / 'copy/libpart.so', '--program', self.program,
             *options],
            capture_output=True, text=True,
            env={**os.environ, 'LD_LIBRARY_PATH': str(self.folder)})

    def run_program(self, folder):
        return subprocess.run(
            [self.program], capture_output=True, text=True,
            env={**os.environ, 'LD_LIBRARY_PATH': str(self.folder / folder)})

    def needed(self):
        return subprocess.run(
            ['objdump', '-p', self.folder / 'copy/libpart.so'], check=True,
            capture_output=True, text=True).stdout

    def assert_stays(self, done):
        self.assertEqual(done.stderr, '')
        self.assertIn('libdependency.so stays, for dependency', done.stdout)
        self.assertIn('libdependency', self.needed())
        shutil.copy(self.folder / 'libdependency.so', self.folder / 'copy')
        self.assertEqual(self.run_program('copy').stdout,
                         self.run_program('.').stdout)

    def test_leaves_out_a_part_and_what_only_that_needs(self):
        careful = USED.replace('unused::last()', 'shared(1)')
        self.build(careful)
        self.assertEqual(self.run_program('.').stdout, 'dependency used 42\n')
        done = self.prebind('--unused', 'unused', '--drop', 'libdependency')
        self.assertEqual(done.stderr, '')
        self.assertIn('1 initialisers left out', done.stdout)
        self.assertNotIn('libdependency', self.needed())
        # The copy's folder has no libdependency.so at all.
        run = self.run_program('copy')
        self.assertEqual((run.returncode, run.stdout), (0, 'used 42\n'))

    def test_keeps_what_the_used_part_can_reach(self):
        self.build(USED)
        done = self.prebind('--unused', 'unused', '--drop', 'libdependency')
        self.assert_stays(done)

    def test_keeps_what_the_program_itself_uses(self):
        used = USED.replace('int careless() { return unused::last(); }', '')
        self.build(used, function='answer')
        program = self.program
        source = PROGRAM.replace('used::FUNCTION', 'unused::last').replace(
            'namespace used { int answer(); int careless(); }',
            'namespace unused { int last(); }')
        self.program = self.compile(
            'direct', {'direct': source}, f'-L{self.folder}', '-lpart',
            f'-Wl,-rpath-link,{self.folder}')
        done = self.prebind('--program', program, '--unused', 'unused',
                            '--drop', 'libdependency')
        self.assert_stays(done)

    def test_keeps_all_without_options(self):
        self.build(USED, function='careless')
        done = self.prebind()
        self.assertEqual(done.stderr, '')
        self.assertIn('libdependency', self.needed())
        shutil.copy(self.folder / 'libdependency.so', self.folder / 'copy')
        self.assertEqual(self.run_program('copy').stdout,
                         self.run_program('.').stdout)

    def test_ends_with_abort_what_gets_there_all_the_same(self):
        """The check does not follow pointers in data."""
        used = USED.replace('int careless() { return unused::last(); }', '''
int (*volatile functions[])() = {unused::last};
int careless() { return functions[0](); }''')
        self.build(used, function='careless')
        done = self.prebind('--unused', 'unused', '--drop', 'libdependency')
        self.assertEqual(done.stderr, '')
        self.assertEqual(self.run_program('copy').returncode, -6)


if __name__ == '__main__':
    unittest.main()
