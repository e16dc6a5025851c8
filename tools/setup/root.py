#!/usr/bin/env python3
"""root.py fetch SUITE DIR | lock SUITE... | current SUITE DIR

The root is a folder with all that Rondo links and runs with: V8, the C library,
its loader and the other libraries, unpacked from packages of one release of
Debian (SUITE), never installed. root.txt names the packages, root.lock the
versions and SHA-256 of them and of the libraries that they depend on.

  fetch    makes DIR, which appears only when it is whole. Says what it does.
           Where the archive no longer has a package of the lock, it takes what is
           there now, and says so.
  lock     writes root.lock anew, for x86-64 and arm64, from what the archive has.
  current  exits 0 if DIR is what fetch would make, without looking at the archive.

apt downloads, from the archive that this machine uses, in lists of its own: the
machine's configuration stays as it is, and apt checks the signatures with
Debian's keyring. Exit status 1 comes with one line on stderr that says why.
"""

import collections
import fcntl
import hashlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
LIST = HERE / 'root.txt'
LOCK = HERE / 'root.lock'
KEYRING = pathlib.Path('/usr/share/keyrings/debian-archive-keyring.gpg')
# The root holds this file when it is whole: the line "locked" or "newer", the
# fingerprint of what it was made from, how many files it has, then a line a
# package.
MANIFEST = 'MANIFEST'
ARCHITECTURES = ('amd64', 'arm64')

Package = collections.namedtuple('Package', 'suite arch name version sha256')


class Failure(Exception):
    """What a user is told, in one line."""


def say(text):
    print(f'setup: {text}', file=sys.stderr, flush=True)


def run(command, **options):
    """Runs a command; its last words are the failure's."""
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        words = [line for line in (done.stderr or done.stdout).splitlines()
                 if line.strip()]
        raise Failure(words[-1] if words else f'{command[0]} failed')
    return done.stdout


def read_list(suite):
    """(names, excluded names, names of other releases, those releases in the
    order in which they are tried) of root.txt."""
    names, without, elsewhere, donors, section = [], set(), set(), [], None
    for line in LIST.read_text().splitlines():
        words = line.split()
        if not words or line.startswith('#'):
            continue
        if re.fullmatch(r'\[\w+\]', words[0]):
            section = words[0][1:-1]
        elif section not in (None, suite):
            continue
        elif words[0] == 'without':
            without.update(words[1:])
        elif words[0] == 'from':
            donors = words[1].split(',')
            elsewhere.update(words[2:])
        else:
            names.append(words[0])
    return names, without, elsewhere, donors


def read_lock():
    if not LOCK.exists():
        return []
    return [Package(*line.split()) for line in LOCK.read_text().splitlines()
            if line and not line.startswith('#')]


def native_architecture():
    return run(['dpkg', '--print-architecture']).strip()


def archive():
    """The address of the Debian archive that this machine's apt uses."""
    for line in run(['apt-get', 'indextargets', '--format',
                     '$(ORIGIN) $(REPO_URI) $(COMPONENT)',
                     'Created-By: Packages']).splitlines():
        origin, address, component = line.rsplit(' ', 2)
        if origin == 'Debian' and component == 'main' and 'security' not in address:
            return address
    raise Failure("found no Debian archive in the apt sources (or 'apt-get "
                  "update' never ran)")


class Release:
    """One release of Debian as apt sees it, in lists below a folder."""

    def __init__(self, suite, arch, work):
        folder = work / f'{suite}-{arch}'
        for part in ('lists/partial', 'cache/archives/partial'):
            (folder / part).mkdir(parents=True)
        if not KEYRING.exists():
            raise Failure(f'{KEYRING} is missing: install the package '
                          'debian-archive-keyring')
        (folder / 'sources.list').write_text(
            f'deb [arch={arch} signed-by={KEYRING}] {archive()} {suite} main\n')
        (folder / 'status').touch()
        options = {
            'Dir::Etc::SourceList': folder / 'sources.list',
            'Dir::Etc::SourceParts': '/dev/null',
            'Dir::Etc::Preferences': '/dev/null',
            'Dir::Etc::PreferencesParts': '/dev/null',
            'Dir::State::Lists': folder / 'lists',
            'Dir::State::status': folder / 'status',
            'Dir::Cache': folder / 'cache',
            'APT::Architecture': arch,
            'APT::Architectures': arch,
            'APT::Sandbox::User': 'root',
            'Acquire::Languages': 'none',
            'Acquire::Retries': '3',
            'Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled': 'false',
        }
        self.options = [word for name, value in options.items()
                        for word in ('-o', f'{name}={value}')]
        try:
            run(['apt-get', '-qq', *self.options, 'update',
                 '-o', 'APT::Update::Error-Mode=any'])
        except Failure as failure:
            raise Failure(f"could not read the package lists of Debian's {suite}: "
                          f'{failure}') from None

    def records(self, names):
        """{name: {field: value}} of the newest packages of these names."""
        if not names:
            return {}
        text = subprocess.run(
            ['apt-cache', *self.options, 'show', '--no-all-versions', *names],
            capture_output=True, text=True).stdout
        found = {}
        for paragraph in text.split('\n\n'):
            fields = dict(re.findall(r'^([\w-]+): (.*)$', paragraph, re.M))
            if 'Package' in fields:
                found[fields['Package']] = fields
        return found

    def download(self, packages, folder):
        """Their files, into a folder."""
        run(['apt-get', '-qq', *self.options, 'download',
             *(f'{package.name}={package.version}' for package in packages)],
            cwd=folder)


class Resolver:
    """Finds the packages of the list and the libraries below them. What the
    suite does not have comes from `donor`."""

    def __init__(self, suite, arch, work, donor):
        self.suite, self.arch, self.work, self.donor = suite, arch, work, donor
        self.names, self.without, self.elsewhere, _ = read_list(suite)
        self.releases = {}

    def release(self, suite):
        if suite not in self.releases:
            self.releases[suite] = Release(suite, self.arch, self.work)
        return self.releases[suite]

    def is_library(self, name):
        """Of what packages depend on, the root takes only libraries: not the
        tools, and not the JavaScript of Node."""
        return name not in self.without and (
            name.startswith('lib') or name in ('zlib1g', 'linux-libc-dev'))

    def dependencies(self, fields):
        text = ', '.join(fields.get(kind, '')
                         for kind in ('Pre-Depends', 'Depends'))
        first = (item.split('|')[0].split('(')[0].split(':')[0].strip()
                 for item in text.split(','))
        return [name for name in first if self.is_library(name)]

    def resolve(self):
        """What the archive has now."""
        packages = {}
        for suite in filter(None, (self.suite, self.donor)):
            wanted = [name for name in self.names
                      if (name in self.elsewhere) == (suite == self.donor)]
            while wanted:
                records = self.release(suite).records(wanted)
                absent = [name for name in wanted if name not in records]
                if absent:
                    raise Failure(f"Debian's {suite} has no package "
                                  f"{', '.join(absent)}")
                for name, fields in records.items():
                    packages[name] = Package(suite, self.arch, name,
                                             fields['Version'], fields['SHA256'])
                # What comes from another release is headers: the libraries
                # below them stay there.
                following = ({name for fields in records.values()
                              for name in self.dependencies(fields)}
                             if suite == self.suite else set())
                wanted = sorted(following - packages.keys())
        return sorted(packages.values(), key=lambda package: package.name)

    def has(self, packages):
        """Whether the archive has exactly these versions."""
        if any(package.suite not in (self.suite, self.donor)
               for package in packages):
            return False
        for suite in {package.suite for package in packages}:
            records = self.release(suite).records(
                [package.name for package in packages if package.suite == suite])
            for package in packages:
                if package.suite == suite and (
                        records.get(package.name, {}).get('SHA256')
                        != package.sha256):
                    return False
        return True

    def download(self, packages, folder):
        for suite in {package.suite for package in packages}:
            self.release(suite).download(
                [package for package in packages if package.suite == suite],
                folder)


def find_resolver(suite, arch, work):
    """With the first donor whose lists can be read."""
    donors = read_list(suite)[3]
    for donor in donors:
        resolver = Resolver(suite, arch, work, donor)
        try:
            resolver.release(donor)
            return resolver
        except Failure:
            if donor == donors[-1]:
                raise
    return Resolver(suite, arch, work, None)


def locked(suite, arch):
    """The lock's packages of a suite's root."""
    _, _, elsewhere, donors = read_list(suite)
    return [package for package in read_lock() if package.arch == arch
            and (package.suite in donors if package.name in elsewhere
                 else package.suite == suite)]


def fingerprint(suite, arch):
    """Changes with the lists, and with how a root is made of them."""
    digest = hashlib.sha256(f'{suite} {arch}'.encode())
    for file in (LIST, LOCK, pathlib.Path(__file__)):
        if file.exists():
            digest.update(file.read_bytes())
    return digest.hexdigest()


def contents(folder):
    """"8123 files": a root that somebody has taken something from has fewer."""
    return f'{sum(len(files) for _, _, files in os.walk(folder / "usr"))} files'


def current(suite, folder):
    manifest = folder / MANIFEST
    return (manifest.exists() and manifest.read_text().splitlines()[1:3]
            == [fingerprint(suite, native_architecture()), contents(folder)])


def verify(packages, folder):
    """apt checked each file against the signed lists; this checks that it is
    the one that the lock speaks of."""
    digests = {hashlib.sha256(file.read_bytes()).hexdigest()
               for file in folder.glob('*.deb')}
    for package in packages:
        if package.sha256 not in digests:
            raise Failure(f'{package.name} {package.version} arrived damaged')


def rename_llhttp(root):
    """libnode exports an llhttp under the same names, and which of the two a
    program gets would depend on the order of its link line. So ours is called
    rondo_llhttp_*, by objcopy in the archive and by macros before the header."""
    archives = list(root.glob('usr/lib/*/libllhttp.a'))
    if len(archives) != 1:
        raise Failure('libllhttp-dev holds no libllhttp.a')
    symbols = sorted({line.split()[0] for line in run(
        ['nm', '--defined-only', '--extern-only', '--format=posix',
         str(archives[0])]).splitlines() if re.match(r'\S+ [TDRB] ', line)})
    names = root / 'llhttp.renamed'
    names.write_text(''.join(f'{name} rondo_{name}\n' for name in symbols))
    run(['objcopy', f'--redefine-syms={names}', str(archives[0])])
    names.unlink()
    header = root / 'usr/include/llhttp.h'
    header.rename(header.with_name('llhttp_original.h'))
    header.write_text('#pragma once\n' + ''.join(
        f'#define {name} rondo_{name}\n' for name in symbols)
        + '#include "llhttp_original.h"\n')


def link_as_merged(root):
    """Debian keeps everything below /usr; libraries and linker scripts still
    name /lib and /lib64. Links that lead out of the root lead into it; those
    that lead nowhere, to libraries that are not taken, go."""
    for name in ('lib', 'lib64'):
        if (root / 'usr' / name).exists() and not (root / name).exists():
            (root / name).symlink_to(f'usr/{name}')
    for link in root.rglob('*'):
        if link.is_symlink() and os.readlink(link).startswith('/'):
            target = root / os.readlink(link)[1:]
            link.unlink()
            link.symlink_to(os.path.relpath(target, link.parent))
        if link.is_symlink() and not link.exists():
            link.unlink()
    for library in root.glob('usr/lib/*/libstdc++.so.6'):
        library.with_name('libstdc++.so').symlink_to(library.name)


def merge_certificates(root):
    """The root certificates as one file, in Debian's order of names."""
    files = sorted((root / 'usr/share/ca-certificates').rglob('*.crt'))
    if not files:
        raise Failure('ca-certificates holds no certificates')
    out = root / 'etc/ssl/certs/ca-certificates.crt'
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(''.join(file.read_text() for file in files))


def unpack(packages, folder, root):
    for file in sorted(folder.glob('*.deb')):
        run(['dpkg', '-x', str(file), str(root)])
        file.unlink()
    for unneeded in ('usr/share/man', 'usr/share/lintian', 'usr/share/gdb'):
        shutil.rmtree(root / unneeded, ignore_errors=True)
    rename_llhttp(root)
    link_as_merged(root)
    merge_certificates(root)
    # The files bear the dates of their packages; the build must see them as new.
    for file in root.rglob('*'):
        if file.is_file() and not file.is_symlink():
            os.utime(file)


def differences(packages, tested):
    """"libssl3t64 3.6.6-1 (3.6.5-1)" for each that the lock does not have."""
    versions = {package.name: package.version for package in tested}
    return [f'{package.name} {package.version} '
            f'({versions.get(package.name, "none")})' for package in packages
            if versions.get(package.name) != package.version]


def leftovers(folder):
    return folder.parent.glob('.work-*')


def sweep(folder):
    """Removes what runs that were killed have left. Under the lock."""
    for stale in leftovers(folder):
        shutil.rmtree(stale, ignore_errors=True)


def fetch(suite, folder):
    arch = native_architecture()
    parent = folder.parent
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix='.work-', dir=parent) as work:
        work = pathlib.Path(work)
        resolver = find_resolver(suite, arch, work)
        packages = tested = locked(suite, arch)
        state = 'locked'
        if not tested or not resolver.has(tested):
            packages = resolver.resolve()
            # The same may come from another release than when it was tested.
            if ({package.sha256 for package in packages}
                    != {package.sha256 for package in tested}):
                state = 'newer'
        debs = work / 'debs'
        debs.mkdir()
        say(f"downloading {len(packages)} packages of Debian's {suite} (V8 and "
            'the other libraries, used privately; about a minute)')
        resolver.download(packages, debs)
        verify(packages, debs)
        if state == 'newer':
            say('the archive has newer packages than were tested: '
                + ', '.join(differences(packages, tested)))
        root = work / 'root'
        root.mkdir()
        try:
            unpack(packages, debs, root)
        except (Failure, OSError):
            # Not every program that dpkg runs says so.
            if shutil.disk_usage(parent).free < 1 << 20:
                raise Failure(f'no space left for {folder}') from None
            raise
        (root / MANIFEST).write_text('\n'.join(
            [state, fingerprint(suite, arch), contents(root),
             *(f'{package.name} {package.version}' for package in packages)])
            + '\n')
        os.sync()
        if folder.exists():
            folder.rename(work / 'old')
        root.rename(folder)


def lock(suites):
    kept = {package for package in read_lock() if package.suite not in suites}
    for suite in suites:
        for arch in ARCHITECTURES:
            with tempfile.TemporaryDirectory() as work:
                say(f'looking up {suite} for {arch}')
                kept.update(
                    find_resolver(suite, arch, pathlib.Path(work)).resolve())
    LOCK.write_text(
        '# The packages of the root that were tested: release, architecture, name,\n'
        '# version, SHA-256. Written by ./dev setup --update.\n'
        + ''.join(' '.join(package) + '\n' for package in sorted(kept)))


def main(arguments):
    if len(arguments) < 2 or arguments[0] not in ('fetch', 'lock', 'current'):
        sys.exit(__doc__)
    verb = arguments[0]
    if verb == 'lock':
        lock(arguments[1:])
        return 0
    suite, folder = arguments[1], pathlib.Path(arguments[2]).absolute()
    if verb == 'current':
        return 0 if current(suite, folder) else 1
    if current(suite, folder):
        if any(leftovers(folder)):
            with open(folder.parent / '.lock', 'w') as guard:
                try:
                    fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return 0  # they may be that run's, which removes the rest
                sweep(folder)
        return 0
    folder.parent.mkdir(parents=True, exist_ok=True)
    # One at a time: all build directories share what is unpacked.
    with open(folder.parent / '.lock', 'w') as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        sweep(folder)
        if not current(suite, folder):
            fetch(suite, folder)
    return 0


# So that temporary folders go with a run that is ended.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
try:
    sys.exit(main(sys.argv[1:]))
except Failure as failure:
    say(f'error: {failure}')
    sys.exit(1)
except KeyboardInterrupt:
    sys.exit(130)
except OSError as error:
    say(f'error: {error.strerror}: {error.filename or "root"}')
    sys.exit(1)
