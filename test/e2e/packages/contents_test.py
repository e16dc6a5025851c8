"""What is in the packages, and how large they are."""
import os
import re
import subprocess
import sys
import tempfile
import unittest

import machines
from support import ROOT

sys.path.insert(0, os.path.join(ROOT, 'tools', 'package'))
import elf  # noqa: E402

MOST = 45_000_000

LINK = re.compile(r'(?<!`)\]\((?!https?:)([^)#\s]+)(?:#[^)\s]*)?\)')
CODE = re.compile(r'^```.*?^```|`[^`\n]*`', re.MULTILINE | re.DOTALL)


class Contents(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.made = machines.packages()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.portable = os.path.join(folder.name, 'portable')
        cls.installed = os.path.join(folder.name, 'installed')
        os.mkdir(cls.portable)
        machines.check_call(
            ['tar', '-C', cls.portable, '--strip-components=1', '-xf',
             cls.made['tarball']], 120)
        machines.check_call(['dpkg-deb', '-x', cls.made['deb'], cls.installed],
                            120)
        cls.programs = (
            (f'{cls.portable}/rondo', f'{cls.portable}/lib'),
            (f'{cls.installed}/usr/bin/rondo',
             f'{cls.installed}/usr/lib/rondo/lib'))

    def test_size(self):
        # Compressed less than what is given away.
        for kind in ('tarball', 'deb'):
            self.assertLess(os.path.getsize(self.made[kind]), MOST, kind)

    def test_each_library_is_needed(self):
        for program, libraries in self.programs:
            needed = set(elf.closure([program], [libraries]))
            there = {name for name in os.listdir(libraries) if '.so' in name}
            self.assertEqual(needed - there, set())
            # What modules of the host's name service ask of a libc.
            for name in there - needed:
                self.assertRegex(name, r'^lib(dl|nss_compat|pthread|resolv|rt'
                                 r'|util)\.so\.\d$')

    def test_libraries_are_found_in_one_place(self):
        """Neither by an empty or relative path nor by one of the build."""
        for program, libraries in self.programs:
            paths = elf.Elf(program).strings(elf.DT_RPATH)
            self.assertIn(paths, (['$ORIGIN/lib'], ['/usr/lib/rondo/lib']))
            for name in os.listdir(libraries):
                if '.so' in name:
                    library = elf.Elf(os.path.join(libraries, name))
                    self.assertEqual(library.strings(elf.DT_RPATH)
                                     + library.strings(elf.DT_RUNPATH), [],
                                     name)

    def test_prebound_library_is_inside(self):
        build = os.path.join(machines.BUILD, 'lib')
        prebound = [name for name in os.listdir(build) if '.so' in name
                    and os.path.isfile(os.path.join(build, name))]
        self.assertNotEqual(prebound, [])
        for _, libraries in self.programs:
            for name in prebound:
                with open(os.path.join(build, name), 'rb') as f, \
                        open(os.path.join(libraries, name), 'rb') as g:
                    self.assertTrue(f.read() == g.read(), name)

    def test_nothing_names_the_machine_that_built_it(self):
        for program, _ in self.programs:
            with open(program, 'rb') as f:
                self.assertNotIn(f'{ROOT}/build/'.encode(), f.read())

    def test_copyright_names_all_that_is_inside(self):
        documents = f'{self.installed}/usr/share/doc/rondo'
        for path, licences, (_, libraries) in (
                (f'{self.portable}/COPYRIGHT', f'{self.portable}/licences',
                 self.programs[0]),
                (f'{documents}/copyright', f'{documents}/licences',
                 self.programs[1])):
            with open(path, encoding='utf-8') as f:
                lines = f.read().splitlines()
            for name in os.listdir(libraries):
                if '.so' in name:
                    self.assertIn(f'    {name}', lines)
            for name in os.listdir(licences):
                self.assertTrue([line for line in lines
                                 if re.match(rf'{re.escape(name)} \d', line)],
                                name)
                self.assertGreater(
                    os.path.getsize(os.path.join(licences, name)), 300, name)
            for what in ('llhttp, the', 'liburing, the', 'inspect'):
                self.assertIn(what, '\n'.join(lines))

    def test_links_of_the_pages_lead_somewhere(self):
        for top in (self.portable, f'{self.installed}/usr/share/doc/rondo'):
            for folder, _, names in os.walk(top):
                for name in names:
                    if not name.endswith('.md'):
                        continue
                    with open(os.path.join(folder, name),
                              encoding='utf-8') as f:
                        text = CODE.sub('', f.read())
                    for target in LINK.findall(text):
                        # Debian has the licence in the copyright file.
                        if target != 'LICENSE':
                            self.assertTrue(
                                os.path.exists(os.path.join(folder, target)),
                                f'{name}: {target}')

    def test_owners_and_modes(self):
        listing = subprocess.run(
            ['dpkg-deb', '-c', self.made['deb']], check=True, text=True,
            capture_output=True).stdout
        listing += subprocess.run(
            ['tar', '--numeric-owner', '-tvf', self.made['tarball']],
            check=True, text=True, capture_output=True).stdout
        for line in listing.splitlines():
            mode, owner = line.split()[:2]
            self.assertIn(owner, ('root/root', '0/0'), line)
            self.assertIn(mode[1:], ('rwxr-xr-x', 'rw-r--r--'), line)


if __name__ == '__main__':
    unittest.main()
