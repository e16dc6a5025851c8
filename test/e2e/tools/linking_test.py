"""How the program is linked: what cmake/prebind.cmake and the renaming of
llhttp's symbols are for."""

import os
import pathlib
import subprocess
import unittest

RONDO = pathlib.Path(os.environ['RONDO'])


def readelf(*arguments):
    return subprocess.run(['readelf', '--wide', *arguments, RONDO], check=True,
                          capture_output=True, text=True).stdout


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

    def test_finds_its_library_beside_itself(self):
        """So that a build directory can be moved."""
        paths = [line.split('[')[1].rstrip(']')
                 for line in readelf('--dynamic').splitlines()
                 if 'RUNPATH' in line or 'RPATH' in line]
        for path in ':'.join(paths).split(':'):
            self.assertTrue(path.startswith('$ORIGIN/'), path)

    def test_stack_is_not_executable(self):
        """Assembler files ask for an executable one unless they say no."""
        stack = [line for line in readelf('--program-headers').splitlines()
                 if 'GNU_STACK' in line]
        self.assertEqual(len(stack), 1)
        flags = stack[0].split()[6:-1]
        self.assertEqual(''.join(flags), 'RW')

    def test_prebound_library_is_used(self):
        prebound = [path for path in (RONDO.parent / 'lib').glob('libnode.so.*')
                    if path.is_file()]
        if not prebound:
            self.skipTest('no prebound library in this build')
        run = subprocess.run(['ldd', RONDO], check=True, capture_output=True,
                             text=True)
        self.assertIn(str(prebound[0]), run.stdout)


if __name__ == '__main__':
    unittest.main()
