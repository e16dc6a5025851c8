#!/usr/bin/env python3
"""make.py --root DIR --release DIR --librondo DIR [--quick] [--output DIR]
        [--only tarball|deb|library]...

Makes the packages (./dev package) from what is built: the release build with the
programs of cmake/packaged.cmake and, for the library, tools/package/librondo.
"""

import argparse
import collections
import pathlib
import re
import subprocess
import sys

import debian
import librondo
import program

TREE = pathlib.Path(__file__).resolve().parents[2]
MOST = 45_000_000  # Bytes of the tarball and of the program's package.


def say(text):
    print(f'package: {text}', file=sys.stderr, flush=True)


# tree: the checkout; root: of Debian's packages (tools/setup/root.txt); release:
# the build; librondo: the build of the library; version; level: of compression;
# output: where the packages go.
Job = collections.namedtuple(
    'Job', 'tree root release librondo version level output')


def version():
    text = (TREE / 'CMakeLists.txt').read_text()
    return re.search(r'project\(rondo VERSION ([\d.]+)', text)[1]


def made(path, most=None):
    size = path.stat().st_size
    say(f'{path}, {size / 1e6:.1f} MB')
    if most and size > most:
        raise SystemExit(f'package: error: that is more than {most / 1e6:.0f} '
                         'MB')


def make_tarball(job):
    name = f'rondo-{job.version}-linux-x64'
    stage = debian.empty(job.output / 'package' / name)
    program.stage_portable(job, stage)
    target = job.output / f'{name}.tar.xz'
    debian.archive(stage, target, debian.commit_date(job.tree), job.level)
    # What runs here, where its libraries would also be found elsewhere, is
    # tried by test/e2e/packages on machines that have nothing.
    subprocess.run([stage / 'rondo', '--version'], check=True,
                   stdout=subprocess.DEVNULL)
    made(target, MOST)


def make_program(job):
    stage = debian.empty(job.output / 'package' / 'rondo')
    program.stage_installed(job, stage)
    target = job.output / f'rondo_{job.version}_amd64.deb'
    debian.package(stage, target, debian.commit_date(job.tree), job.level, {
        'Package': 'rondo',
        'Version': job.version,
        'Section': 'javascript',
        'Description':
            'server-side JavaScript platform that speaks Node.js\n'
            'Runs programs written for Node.js, and servers above all. Brings\n'
            'its own V8, ICU, C library and loader, in /usr/lib/rondo, used\n'
            'by nothing else.',
    })
    made(target, MOST)


def make_library(job):
    stage = debian.empty(job.output / 'package' / 'librondo-dev')
    needs = librondo.stage(job, stage)
    target = job.output / f'librondo-dev_{job.version}_amd64.deb'
    debian.package(stage, target, debian.commit_date(job.tree), job.level, {
        'Package': 'librondo-dev',
        'Version': job.version,
        'Section': 'libdevel',
        'Depends': ', '.join(needs),
        'Description':
            "Rondo's C++ library: an event loop, files, sockets, HTTP\n"
            'For programs in C++20, without JavaScript: headers, a static\n'
            'library, a package of CMake and one of pkg-config.',
    })
    made(target)


def main():
    makers = {'tarball': make_tarball, 'deb': make_program,
              'library': make_library}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--quick', action='store_true')
    parser.add_argument('--only', action='append', choices=sorted(makers))
    parser.add_argument('--output', type=pathlib.Path, default=TREE / 'build')
    for name in ('--root', '--release', '--librondo'):
        parser.add_argument(name, type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    job = Job(TREE, arguments.root.resolve(), arguments.release.resolve(),
              arguments.librondo.resolve(), version(),
              1 if arguments.quick else 6, arguments.output.resolve())
    for name, make in makers.items():
        if not arguments.only or name in arguments.only:
            make(job)


if __name__ == '__main__':
    main()
