"""The copyright file: what is inside that is not ours, with its version, and the
licences of all of it."""

import json
import pathlib
import re
import shutil

# Which package of Debian a library is of: the package's name, and what its
# libraries' names match. A library that none matches is an error.
PACKAGES = {
    r'libc6': r'(ld-linux-.*|lib(c|m|dl|rt|pthread|resolv|util|mvec|anl)'
              r'|libnss_\w+)\.so\.\d+',
    r'libgcc-s1': r'libgcc_s\.so\.\d+',
    r'libstdc\+\+6': r'libstdc\+\+\.so\.\d+',
    r'libnode\d+': r'libnode\.so\.\d+',
    r'libicu\d+': r'libicu(data|uc|i18n)\.so\.\d+',
    r'libssl3\w*': r'lib(ssl|crypto)\.so\.3',
    r'libzstd1': r'libzstd\.so\.1',
    r'zlib1g': r'libz\.so\.1',
    r'libsqlite3-0': r'libsqlite3\.so\.0',
    r'libnghttp2-14': r'libnghttp2\.so\.14',
    r'libhdr-histogram\d+': r'libhdr_histogram\.so\.\d+',
    r'libcares2': r'libcares\.so\.2',
    r'libbrotli1': r'libbrotli(common|enc|dec)\.so\.1',
    r'libdeflate0': r'libdeflate\.so\.0',
    r'libsimdutf\d+': r'libsimdutf\.so\.\d+',
    r'libsimdjson\d+': r'libsimdjson\.so\.\d+',
    r'libada-url\w+-\d+': r'libada-url\w*\.so\.\d+',
    r'libuv1\w*': r'libuv\.so\.1',
    r'libllhttp[\d.]+': r'libllhttp\.so\.[\d.]+',
}
# Linked into the program itself.
STATIC = {'libllhttp-dev': 'llhttp, the HTTP/1 parser',
          'liburing-dev': 'liburing, the interface of io_uring',
          'zlib1g-dev': 'zlib, deflate and gzip',
          'libdeflate-dev': 'libdeflate, deflate of whole buffers',
          'libbrotli-dev': 'brotli',
          'libzstd-dev': 'zstd'}
CERTIFICATES = 'ca-certificates'


def manifest(job):
    """{package: version} of the root."""
    lines = (job.root / 'MANIFEST').read_text().splitlines()
    return dict(line.split(' ', 1) for line in lines[3:] if ' ' in line)


def package_of(library, packages):
    for pattern, libraries in PACKAGES.items():
        if re.fullmatch(libraries, library):
            for name in packages:
                if re.fullmatch(pattern, name):
                    return name
    raise SystemExit(f'package: error: notices.py does not know of which '
                     f'package {library} is')


def bundled(job):
    """[(name, version, licence)] of the modules from npm inside the program."""
    lock = json.loads((job.tree / 'package-lock.json').read_text())['packages']
    return [(name, lock[f'node_modules/{name}']['version'],
             lock[f'node_modules/{name}']['license'])
            for name in lock['']['dependencies']]


def bundled_licence(job, name):
    """The text of a module's licence, which npm unpacked for the build."""
    folder = next((job.tree / 'build/deps').glob(f'npm*/**/node_modules/{name}'))
    return next(path for path in sorted(folder.iterdir())
                if re.match(r'licen[cs]e', path.name, re.IGNORECASE))


def inside(job, libraries, static=STATIC, certificates=True):
    """{package: [what of it is inside]}"""
    packages = manifest(job)
    found = {}
    for name in sorted(libraries):
        found.setdefault(package_of(name, packages), []).append(name)
    for name, what in static.items():
        found[name] = [f'{what} (linked into the program)']
    if certificates:
        found[CERTIFICATES] = ['the root certificates of Mozilla, as '
                               'ca-certificates.pem']
    return found


def debian_licence(job, name):
    """The copyright file of a package. That of gcc's libraries is a link into a
    package that holds nothing else and is not in the root; it is the same for
    the libraries of this machine's gcc."""
    for folder in (job.root / 'usr/share/doc', pathlib.Path('/usr/share/doc')):
        if (folder / name / 'copyright').exists():
            return folder / name / 'copyright'
    raise SystemExit(f'package: error: there is no copyright file of {name}')


def write(job, libraries, target, licences, *, static=STATIC,
          certificates=True, npm=True):
    """Writes the file, and beside it the licences of the packages inside."""
    packages = manifest(job)
    licences.mkdir(parents=True, exist_ok=True)
    title = 'What is inside that is not ours'
    lines = ['Rondo', '=====', '', (job.tree / 'LICENSE').read_text().rstrip(), '',
             title, '=' * len(title), '']
    found = inside(job, libraries, static, certificates)
    lines += ['Of Debian, as its packages of these versions have them, and their '
              'sources the', 'source packages. The folder '
              f'{licences.name} has their licences.', '']
    for name in sorted(found):
        lines.append(f'{name} {packages[name]}')
        lines += [f'    {what}' for what in found[name]]
        shutil.copyfile(debian_licence(job, name), licences / name)
    if npm:
        lines += ['', 'Of npm, bundled into the program:', '']
        for name, number, licence in bundled(job):
            lines.append(f'{name} {number} ({licence})')
            shutil.copyfile(bundled_licence(job, name),
                            licences / name.replace('/', '-'))
    target.write_text('\n'.join(lines) + '\n')
