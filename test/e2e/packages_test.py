"""Packages from npm do their work on Rondo: test/packages.

They are installed once a lock file, beside the build. A program whose package
needs a built-in module that is not there yet is skipped, with the module's name.
"""
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import unittest

from support import PATIENCE, RONDO, ROOT

SOURCE = os.path.join(ROOT, 'test', 'packages')
BUILD = os.environ.get('RONDO_BUILD', os.path.dirname(os.path.abspath(RONDO)))

MISSING = re.compile(
    r"(?:Cannot find module|No such built-in module:|no built-in module) "
    r"'?(?:node:)?([a-z_/0-9]+)'?$", re.MULTILINE)


def installed():
    """The folder with the packages, installed if it is not there yet. Raises
    SkipTest with the reason where that is not possible."""
    folder = os.path.join(BUILD, 'test-packages')
    os.makedirs(folder, exist_ok=True)
    digest = hashlib.sha256()
    for name in ('package.json', 'package-lock.json'):
        with open(os.path.join(SOURCE, name), 'rb') as f:
            digest.update(f.read())
    mark = os.path.join(folder, '.installed')
    # The two backends' runs come here at the same time.
    with open(os.path.join(folder, '.lock'), 'w', encoding='ascii') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.exists(mark) or \
                open(mark, encoding='ascii').read() != digest.hexdigest():
            if shutil.which('npm') is None:
                raise unittest.SkipTest('npm is not there to install packages')
            for name in ('package.json', 'package-lock.json'):
                shutil.copy(os.path.join(SOURCE, name), folder)
            shutil.copy(os.path.join(ROOT, '.npmrc'), folder)
            install = subprocess.run(
                ['npm', 'ci', '--ignore-scripts', '--loglevel=error'],
                cwd=folder, capture_output=True, text=True, timeout=170,
                check=False)
            if install.returncode != 0:
                raise unittest.SkipTest(
                    'npm could not install the packages: '
                    + install.stderr.strip()[-300:])
            with open(mark, 'w', encoding='ascii') as f:
                f.write(digest.hexdigest())
        shutil.copy(os.path.join(ROOT, 'test/js/http/common/wire.js'), folder)
        programs = os.path.join(folder, 'programs')
        os.makedirs(programs, exist_ok=True)
        for name in os.listdir(os.path.join(SOURCE, 'programs')):
            shutil.copy(os.path.join(SOURCE, 'programs', name), programs)
    return programs


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.programs = installed()

    def run_program(self, name):
        run = subprocess.run(
            [RONDO, os.path.join(self.programs, name + '.js')],
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=PATIENCE, check=False,
            env={**os.environ, 'NO_DEPRECATION': '*'})  # of `depd`
        if run.returncode != 0:
            missing = MISSING.search(run.stderr)
            if missing:
                self.skipTest(f'it needs the module {missing[1]}')
            if 'ERR_REQUIRE_ESM' in run.stderr:
                self.skipTest('it needs ECMAScript modules')
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)


def add_programs():
    for name in sorted(os.listdir(os.path.join(SOURCE, 'programs'))):
        stem = name[:-len('.js')]
        setattr(Packages, 'test_' + stem,
                lambda self, stem=stem: self.run_program(stem))


add_programs()

if __name__ == '__main__':
    unittest.main()
