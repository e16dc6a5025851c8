"""tools/setup/root.py: what it does when the archive, the disk or the machine does
not do its part. apt is a stand-in here that serves three small packages."""

import hashlib
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import textwrap
import time
import unittest

TOOL = pathlib.Path(__file__).resolve().parents[3] / 'tools/setup/root.py'

# Serves the .deb files of ARCHIVE; FAULT says what goes wrong.
APT_GET = '''\
#!/usr/bin/env python3
import os, pathlib, shutil, sys, time
archive, fault = pathlib.Path(os.environ['ARCHIVE']), os.environ.get('FAULT')
if 'indextargets' in sys.argv:
    print('Debian http://archive.invalid/debian main')
elif 'update' in sys.argv:
    if fault == 'unreachable':
        sys.exit('E: Could not resolve archive.invalid')
    sources = next(word for word in sys.argv if 'SourceList=' in word)
    if fault and f' {fault} ' in pathlib.Path(sources.split('=')[1]).read_text():
        sys.exit(f'E: There is no {fault}')
elif 'download' in sys.argv:
    if fault == 'hangs':
        pathlib.Path('half.deb').write_text('half')
        (archive / 'hangs').touch()
        time.sleep(60)
    for word in sys.argv[sys.argv.index('download') + 1:]:
        name, version = word.split('=')
        target = pathlib.Path(f'{name}_{version}.deb')
        shutil.copy(archive / target, target)
        if fault == 'truncated':
            os.truncate(target, target.stat().st_size // 2)
'''
APT_CACHE = '''\
#!/usr/bin/env python3
import hashlib, os, pathlib, sys
archive = pathlib.Path(os.environ['ARCHIVE'])
for name in sys.argv[sys.argv.index('--no-all-versions') + 1:]:
    for file in archive.glob(f'{name}_*.deb'):
        version = file.stem.split('_')[1]
        depends = {'libllhttp-dev': 'Depends: libllhttp1 (= 1), a-tool\\n'}
        print(f'Package: {name}\\nVersion: {version}\\n'
              f'{depends.get(name, "")}'
              f'SHA256: {hashlib.sha256(file.read_bytes()).hexdigest()}\\n')
'''


def make_package(folder, name, version, files):
    tree = folder / 'tree'
    (tree / 'DEBIAN').mkdir(parents=True)
    (tree / 'DEBIAN/control').write_text(textwrap.dedent(f'''\
        Package: {name}
        Version: {version}
        Architecture: all
        Maintainer: A Test <test@example.invalid>
        Description: a test
        '''))
    for path, content in files.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, pathlib.Path):
            shutil.copy(content, tree / path)
        else:
            (tree / path).write_text(content)
    package = folder / f'{name}_{version}.deb'
    subprocess.run(['dpkg-deb', '--build', '--root-owner-group', tree, package],
                   check=True, capture_output=True)
    shutil.rmtree(tree)
    return package


class RootTest(unittest.TestCase):

    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.work, ignore_errors=True)
        self.archive = self.work / 'archive'
        self.archive.mkdir()
        (self.work / 'a.c').write_text('int llhttp_execute(void) { return 1; }')
        subprocess.run(['gcc', '-c', 'a.c'], cwd=self.work, check=True)
        subprocess.run(['ar', 'rc', 'libllhttp.a', 'a.o'], cwd=self.work,
                       check=True)
        self.add('libllhttp-dev', '1', {
            'usr/lib/any/libllhttp.a': self.work / 'libllhttp.a',
            'usr/include/llhttp.h': 'int llhttp_execute(void);\n'})
        self.add('libllhttp1', '1', {'usr/lib/any/libllhttp.so.1': 'library'})
        self.add('ca-certificates', '1', {
            'usr/share/ca-certificates/a.crt': 'A\n',
            'usr/share/ca-certificates/b.crt': 'B\n'})
        # root.py reads its lists beside itself.
        self.tools = self.work / 'tools'
        self.tools.mkdir()
        shutil.copy(TOOL, self.tools)
        (self.tools / 'root.txt').write_text(
            'libllhttp-dev parses\nca-certificates trusts\n')
        programs = self.work / 'bin'
        programs.mkdir()
        for name, text in (('apt-get', APT_GET), ('apt-cache', APT_CACHE)):
            (programs / name).write_text(text)
            (programs / name).chmod(0o755)
        self.environment = {
            **os.environ, 'ARCHIVE': str(self.archive),
            'PATH': f'{programs}:{os.environ["PATH"]}'}
        self.root = self.work / 'roots/forky'

    def add(self, name, version, files):
        return make_package(self.archive, name, version, files)

    def command(self, *arguments):
        return [self.tools / 'root.py', *arguments]

    def run_tool(self, *arguments, fault=None, prefix=()):
        return subprocess.run(
            [*prefix, *self.command(*arguments)], capture_output=True, text=True,
            env={**self.environment, **({'FAULT': fault} if fault else {})})

    def fetch(self, **options):
        return self.run_tool('fetch', 'forky', str(self.root), **options)

    def assert_whole(self):
        manifest = (self.root / 'MANIFEST').read_text().splitlines()
        self.assertEqual(manifest[3:], ['ca-certificates 1', 'libllhttp-dev 1',
                                        'libllhttp1 1'])
        self.assertIn('#define llhttp_execute rondo_llhttp_execute',
                      (self.root / 'usr/include/llhttp.h').read_text())
        self.assertEqual(
            (self.root / 'etc/ssl/certs/ca-certificates.crt').read_text(),
            'A\nB\n')
        self.assertEqual(os.readlink(self.root / 'lib'), 'usr/lib')
        self.assertEqual(
            [path.name for path in self.root.parent.iterdir()
             if path.name != '.lock'], ['forky'])

    def assert_mended_by_the_next_run(self):
        run = self.fetch()
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assert_whole()

    def test_what_is_locked_is_fetched_once(self):
        self.assertEqual(self.run_tool('lock', 'forky').returncode, 0)
        lock = (self.tools / 'root.lock').read_text()
        digest = hashlib.sha256(
            (self.archive / 'libllhttp1_1.deb').read_bytes()).hexdigest()
        self.assertIn(f'forky amd64 libllhttp1 1 {digest}\n', lock)
        self.assertNotIn('a-tool', lock)
        run = self.fetch()
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual((self.root / 'MANIFEST').read_text().split()[0],
                         'locked')
        self.assertEqual(len(run.stderr.splitlines()), 1, run.stderr)
        self.assert_whole()
        again = self.fetch(fault='unreachable')
        self.assertEqual((again.returncode, again.stderr), (0, ''))
        self.assertEqual(
            self.run_tool('current', 'forky', str(self.root)).returncode, 0)

    def test_what_a_release_lacks_comes_from_another(self):
        (self.tools / 'root.txt').write_text(
            'libllhttp-dev parses\nca-certificates trusts\n'
            '[trixie]\nfrom forky,sid ca-certificates\n')
        self.run_tool('lock', 'trixie')
        self.assertRegex((self.tools / 'root.lock').read_text(),
                         r'\nforky amd64 ca-certificates 1 .*\n'
                         r'(.*\n)*trixie amd64 libllhttp-dev 1 ')
        root = self.root.with_name('trixie')
        run = self.run_tool('fetch', 'trixie', str(root), fault='forky')
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual((root / 'MANIFEST').read_text().split()[0], 'locked')
        run = self.run_tool('fetch', 'forky', str(self.root), fault='forky')
        self.assertEqual(run.returncode, 1)
        self.assertIn('E: There is no forky', run.stderr)

    def test_newer_packages_are_named(self):
        self.run_tool('lock', 'forky')
        (self.archive / 'libllhttp1_1.deb').unlink()
        self.add('libllhttp1', '2', {'usr/lib/any/libllhttp.so.1': 'library'})
        run = self.fetch()
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn('newer packages than were tested: libllhttp1 2 (1)\n',
                      run.stderr)
        self.assertEqual((self.root / 'MANIFEST').read_text().split()[0], 'newer')

    def test_a_package_that_is_gone(self):
        (self.archive / 'ca-certificates_1.deb').unlink()
        run = self.fetch()
        self.assertEqual(run.returncode, 1)
        self.assertIn("error: Debian's forky has no package ca-certificates",
                      run.stderr)
        self.assertFalse(self.root.exists())

    def test_a_damaged_download(self):
        run = self.fetch(fault='truncated')
        self.assertEqual(run.returncode, 1)
        self.assertIn('arrived damaged', run.stderr)
        self.assert_mended_by_the_next_run()

    def test_an_archive_out_of_reach(self):
        run = self.fetch(fault='unreachable')
        self.assertEqual(run.returncode, 1)
        self.assertIn("could not read the package lists of Debian's forky: E: "
                      'Could not resolve archive.invalid', run.stderr)
        self.assert_mended_by_the_next_run()

    def test_what_was_taken_from_it_since(self):
        self.fetch()
        (self.root / 'usr/lib/any/libllhttp.so.1').unlink()
        self.assertEqual(
            self.run_tool('current', 'forky', str(self.root)).returncode, 1)
        self.assert_mended_by_the_next_run()

    def end_in_the_middle(self, number):
        process = subprocess.Popen(
            self.command('fetch', 'forky', str(self.root)),
            env={**self.environment, 'FAULT': 'hangs'}, start_new_session=True,
            stderr=subprocess.DEVNULL)
        while not (self.archive / 'hangs').exists():
            self.assertIsNone(process.poll())
            time.sleep(0.01)
        os.killpg(process.pid, number)
        process.wait()
        self.assertFalse(self.root.exists())

    def test_killed_in_the_middle(self):
        self.end_in_the_middle(signal.SIGKILL)
        self.assert_mended_by_the_next_run()

    def test_ended_in_the_middle_it_leaves_nothing(self):
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            self.end_in_the_middle(number)
            self.assertEqual([path.name for path in self.root.parent.iterdir()],
                             ['.lock'])
            (self.archive / 'hangs').unlink()

    def test_what_a_killed_run_left_goes_though_the_root_is_there(self):
        self.fetch()
        (self.root.parent / '.work-killed').mkdir()
        self.assert_mended_by_the_next_run()

    def mounting(self, folder):
        """The command that runs another with an empty file system of 2 MB on a
        folder, which only that command sees."""
        private = ['unshare', '--mount', '--net', '--pid', '--fork',
                   '--mount-proc', 'sh', '-c',
                   f'mount -t tmpfs -o size=2m none {folder} && exec "$@"', 'sh']
        probe = subprocess.run([*private, 'true'], capture_output=True)
        if probe.returncode != 0:
            self.skipTest('no private mount namespace here')
        return private

    def test_no_keyring(self):
        run = self.fetch(prefix=self.mounting('/usr/share/keyrings'))
        self.assertEqual(run.returncode, 1)
        self.assertRegex(run.stderr, 'keyring.gpg is missing: install the '
                                     'package debian-archive-keyring\n')
        self.assert_mended_by_the_next_run()

    def test_a_full_disk(self):
        self.add('libllhttp1', '1',
                 {'usr/lib/any/libllhttp.so.1': 'library' * 1_000_000})
        roots = self.root.parent
        roots.mkdir()
        run = self.fetch(prefix=self.mounting(roots))
        self.assertEqual(run.returncode, 1)
        self.assertRegex(run.stderr, r'error: no space left for .*/roots/forky')
        self.assertNotIn('Traceback', run.stderr)
        self.assert_mended_by_the_next_run()


if __name__ == '__main__':
    unittest.main()
