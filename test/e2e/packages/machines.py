"""The packages, made once a run of the tests, and machines to try them on: what
debootstrap makes of a release of Debian, in memory, seen by nobody else."""
import fcntl
import hashlib
import os
import shutil
import subprocess
import unittest

from support import ROOT

BUILD = os.environ.get('RONDO_BUILD', os.path.join(ROOT, 'build', 'release'))
OUTPUT = os.path.join(ROOT, 'build', 'test-packages')
SUITES = ('bookworm', 'trixie', 'forky')
SCRIPTS = '/usr/share/debootstrap/scripts'
KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'
NAMESPACE = ['unshare', '--mount', '--net', '--pid', '--fork', '--mount-proc']


def unable(why):
    """Skips what a machine cannot do; CI's has to be able to."""
    raise (RuntimeError if os.environ.get('CI') else unittest.SkipTest)(why)


def check_call(command, seconds, **options):
    """Runs a command that must succeed; returns what it wrote."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=seconds, check=False, **options)
    if done.returncode != 0:
        raise RuntimeError(f'{command[0]} failed:\n{done.stdout[-3000:]}')
    return done.stdout


class Lock:
    """Only one process at a time is in it."""

    def __init__(self, name):
        os.makedirs(OUTPUT, exist_ok=True)
        self.path = os.path.join(OUTPUT, f'.{name}.lock')

    def __enter__(self):
        self.file = open(self.path, 'w', encoding='ascii')
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_):
        self.file.close()


def run_of_the_tests():
    """What tells this run of all tests from others: the runner's process, and
    when what packages are made of was changed."""
    parent = os.getppid()
    with open(f'/proc/{parent}/stat', encoding='ascii') as f:
        started = f.read().rsplit(')', 1)[1].split()[19]
    changed = [os.path.getmtime(os.path.join(folder, name))
               for top in (BUILD + '/gen', f'{ROOT}/core', f'{ROOT}/runtime',
                           f'{ROOT}/docs', f'{ROOT}/tools/package')
               for folder, _, names in os.walk(top) for name in names
               if '__pycache__' not in folder]
    return f'{parent} {started} {max(changed)}'


def packages():
    """{'tarball', 'deb', 'library': path}"""
    if os.path.basename(BUILD) != 'release':
        raise unittest.SkipTest('packages are made of the release build')
    mark = os.path.join(OUTPUT, '.made')
    with Lock('packages'):
        try:
            with open(mark, encoding='ascii') as f:
                made = f.read() == run_of_the_tests()
        except FileNotFoundError:
            made = False
        if not made:
            check_call([os.path.join(ROOT, 'dev'), 'package', '--quick',
                        '--output', OUTPUT], 900)
            with open(mark, 'w', encoding='ascii') as f:
                f.write(run_of_the_tests())
    found = {}
    for name in os.listdir(OUTPUT):
        for kind, start, end in (('tarball', 'rondo-', '.tar.xz'),
                                 ('deb', 'rondo_', '.deb'),
                                 ('library', 'librondo-dev_', '.deb')):
            if name.startswith(start) and name.endswith(end):
                found[kind] = os.path.join(OUTPUT, name)
    return found


def chosen():
    """The releases that this run tries: all of them (./dev test --all), or one,
    another for the next commit."""
    if os.environ.get('RONDO_TEST_ALL'):
        return SUITES
    commit = subprocess.run(['git', 'rev-parse', 'HEAD'], cwd=ROOT, check=True,
                            capture_output=True, text=True).stdout.strip()
    digest = hashlib.sha256(commit.encode()).digest()
    return (SUITES[digest[0] % len(SUITES)],)


def archive():
    """Where this machine has Debian's packages from."""
    lines = subprocess.run(
        ['apt-get', 'indextargets', '--format',
         '$(ORIGIN) $(REPO_URI) $(COMPONENT)', 'Created-By: Packages'],
        check=True, capture_output=True, text=True).stdout.splitlines()
    for origin, uri, component in map(str.split, lines):
        if (origin == 'Debian' and component == 'main'
                and 'security' not in uri):
            return uri
    return unable("found no Debian archive in apt's sources")


def debootstrap(suite, action, folder):
    """Its command line. It may know no script for a release of the future."""
    script = os.path.join(SCRIPTS, suite)
    if not os.path.exists(script):
        script = os.path.join(SCRIPTS, 'sid')
    return ['debootstrap', '--variant=minbase', f'--keyring={KEYRING}', action,
            suite, folder, archive(), script]


def base_system(suite):
    """A tarball of the packages of a minimal Debian, downloaded once."""
    if os.geteuid() != 0:
        unable('only root can make a machine to install packages on')
    if shutil.which('debootstrap') is None:
        unable('debootstrap is not there (./dev setup package)')
    if subprocess.run([*NAMESPACE, 'true'], check=False,
                      capture_output=True).returncode != 0:
        unable('the system lets no mount namespace be made')
    target = os.path.join(ROOT, 'build', 'machines', f'{suite}.tar.gz')
    with Lock(suite):
        if not os.path.exists(target):
            os.makedirs(os.path.dirname(target), exist_ok=True)
            work = os.path.join(OUTPUT, f'.{suite}')
            check_call(debootstrap(suite, f'--make-tarball={target}.new', work),
                       600)
            os.rename(f'{target}.new', target)
    return target
