#!/usr/bin/env python3
"""make.py [--quick] [--only tarball|deb|library]... [--output DIR]

Makes the packages (./dev package) from what is built: build/release and, for the
library, build/librondo.
"""

import argparse
import pathlib
import subprocess
import sys

import debian
import librondo
import program

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / 'build'
RELEASE = BUILD / 'release'
MOST = 45_000_000  # Bytes of the tarball and of the program's package.


def say(text):
    print(f'package: {text}', file=sys.stderr, flush=True)


def version():
    for line in (RELEASE / 'CMakeCache.txt').read_text().splitlines():
        if line.startswith('CMAKE_PROJECT_VERSION:STATIC='):
            return line.split('=', 1)[1]
    raise SystemExit('package: build/release has no version')


def made(path, most=None):
    size = path.stat().st_size
    say(f'{path}, {size / 1e6:.1f} MB')
    if most and size > most:
        raise SystemExit(f'package: error: that is more than {most / 1e6:.0f} '
                         'MB')


def make_tarball(number, level, output):
    name = f'rondo-{number}-linux-x64'
    stage = debian.empty(output / 'package' / name)
    program.stage_portable(ROOT, RELEASE, stage)
    target = output / f'{name}.tar.xz'
    debian.archive(stage, target, debian.commit_date(ROOT), level)
    # What runs here, where its libraries would also be found elsewhere, is
    # tried by test/e2e/packages on machines that have nothing.
    subprocess.run([stage / 'rondo', '--version'], check=True,
                   stdout=subprocess.DEVNULL)
    made(target, MOST)


def make_program(number, level, output):
    stage = debian.empty(output / 'package' / 'rondo')
    program.stage_installed(ROOT, RELEASE, stage)
    target = output / f'rondo_{number}_amd64.deb'
    debian.package(stage, target, debian.commit_date(ROOT), level, {
        'Package': 'rondo',
        'Version': number,
        'Section': 'javascript',
        'Description':
            'server-side JavaScript platform that speaks Node.js\n'
            'Runs programs written for Node.js, and servers above all. Brings\n'
            'its own V8, OpenSSL, ICU, C library and loader, in\n'
            '/usr/lib/rondo, used by nothing else.',
    })
    made(target, MOST)


def make_library(number, level, output):
    stage = debian.empty(output / 'package' / 'librondo-dev')
    needs = librondo.stage(ROOT, BUILD / 'librondo', stage, number)
    target = output / f'librondo-dev_{number}_amd64.deb'
    debian.package(stage, target, debian.commit_date(ROOT), level, {
        'Package': 'librondo-dev',
        'Version': number,
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
    parser.add_argument('--output', type=pathlib.Path, default=BUILD)
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    for name, make in makers.items():
        if not arguments.only or name in arguments.only:
            make(version(), 1 if arguments.quick else 6,
                 arguments.output.resolve())


if __name__ == '__main__':
    main()
