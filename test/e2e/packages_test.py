"""Packages from npm do their work on Rondo: test/packages.

They are installed once a lock file, beside the build. A program says itself
what it needs that is not there yet; such a one is skipped.
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

# The first line of a program that cannot pass yet: "// Missing: crypto.createHash",
# or what else the platform has not got. It is skipped only while it fails for just
# that.
DECLARED = re.compile(r'// Missing: (.+)\n')


def complaint(missing):
    """What a program prints that fails because `missing` is not there."""
    if missing == 'ECMAScript modules':
        return "code: 'ERR_REQUIRE_ESM'"
    if '.' not in missing:  # a global
        return rf'\b{missing} is not defined\b'
    return re.escape(f'The {missing}() method is not implemented')


def holds(path, text):
    """Whether there is such a file and it holds just that."""
    try:
        with open(path, encoding='ascii') as f:
            return f.read() == text
    except FileNotFoundError:
        return False


def installed():
    """The folder with the packages, installed if it is not there yet. Raises
    SkipTest with the reason where that is not possible; in CI that is an
    error."""
    unable = RuntimeError if os.environ.get('CI') else unittest.SkipTest
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
        if not holds(mark, digest.hexdigest()):
            if shutil.which('npm') is None:
                raise unable('npm is not there to install packages')
            for name in ('package.json', 'package-lock.json'):
                shutil.copy(os.path.join(SOURCE, name), folder)
            shutil.copy(os.path.join(ROOT, '.npmrc'), folder)
            install = subprocess.run(
                ['npm', 'ci', '--ignore-scripts', '--loglevel=error'],
                cwd=folder, capture_output=True, text=True, timeout=170,
                check=False)
            if install.returncode != 0:
                raise unable(
                    'npm could not install the packages: '
                    + install.stderr.strip()[-300:])
            with open(mark, 'w', encoding='ascii') as f:
                f.write(digest.hexdigest())
        # With the paths that they know each other by.
        for shared in ('common/test.js', 'http/common/wire.js'):
            copy = os.path.join(folder, shared)
            os.makedirs(os.path.dirname(copy), exist_ok=True)
            shutil.copy(os.path.join(ROOT, 'test/js', shared), copy)
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
        path = os.path.join(self.programs, name + '.js')
        run = subprocess.run(
            [RONDO, path],
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=PATIENCE, check=False,
            env={**os.environ, 'NO_DEPRECATION': '*'})  # of `depd`
        with open(path, encoding='utf-8') as f:
            declared = DECLARED.match(f.readline())
        if not declared:
            self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
            return
        self.assertNotEqual(
            run.returncode, 0,
            f'it passes: nothing is missing any more ({declared[1]})')
        self.assertRegex(run.stderr, complaint(declared[1]))
        self.skipTest(f'not there yet: {declared[1]}')


def add_programs():
    for name in sorted(os.listdir(os.path.join(SOURCE, 'programs'))):
        stem = name[:-len('.js')]
        setattr(Packages, 'test_' + stem,
                lambda self, stem=stem: self.run_program(stem))


add_programs()

if __name__ == '__main__':
    unittest.main()
