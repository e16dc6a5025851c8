"""What the packages of the program hold."""

import pathlib
import subprocess

import debian
import elf
import notices

# Parts of libc that nothing of ours links, but the host's modules of the name
# service do, each by the name that it had in the libc that it was built for. A
# module that took the host's would mix two libcs; with ours it works.
FOR_HOST_MODULES = ('libdl.so.2', 'libnss_compat.so.2', 'libpthread.so.0',
                    'libresolv.so.2', 'librt.so.1', 'libutil.so.1')

CERTIFICATES = 'ca-certificates.pem'


def stage_libraries(job, program, folder):
    """Puts all that the program loads, and its certificates, into the folder."""
    theirs = next((job.root / 'usr/lib').glob('*-linux-gnu'))
    # Those whose symbols are bound ahead, first.
    found = elf.closure([program], [job.release / 'lib', theirs])
    for name in FOR_HOST_MODULES:
        found[name] = theirs / name
    for name, path in found.items():
        debian.copy(path, folder / name)
    loader = next(name for name in found if name.startswith('ld-linux'))
    (folder / loader).chmod(0o755)
    certificates = sorted(
        (job.root / 'usr/share/ca-certificates/mozilla').glob('*.crt'))
    if not certificates:
        raise SystemExit('package: the root has no certificates')
    (folder / CERTIFICATES).write_text(''.join(
        path.read_text().rstrip('\n') + '\n' for path in certificates))
    return found


def stage_program(job, kind, target):
    """The program without debugging information; its functions keep their
    names, for profiles and crashes."""
    source = job.release / 'packaged' / kind / 'rondo'
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(['strip', '--strip-debug', '-o', target, source],
                   check=True)
    return source


def tracked(tree, *patterns):
    """Files of the patterns that git knows, relative to the tree."""
    return subprocess.run(
        ['git', 'ls-files', '--', *patterns], cwd=tree, check=True,
        capture_output=True, text=True).stdout.splitlines()


def stage_documents(tree, folder):
    """What there is to read, with what it shows and links to."""
    for name in tracked(tree, 'LICENSE', ':(glob)*.md', 'docs', 'examples',
                        'core/examples/*.cc', 'bench/README.md',
                        'bench/results/*.md', 'bench/results/*.svg'):
        debian.copy(tree / name, folder / name)


def stage_portable(job, stage):
    """The tarball: the program with its libraries in lib/ beside it."""
    program = stage_program(job, 'portable', stage / 'rondo')
    found = stage_libraries(job, program, stage / 'lib')
    stage_documents(job.tree, stage)
    notices.write(job, found, stage / 'COPYRIGHT', stage / 'licences')


def stage_installed(job, stage):
    """The Debian package: the program finds its loader and libraries by
    absolute paths (RONDO_INSTALLED_LIBRARIES in cmake/packaged.cmake)."""
    program = stage_program(job, 'installed', stage / 'usr/bin/rondo')
    loader = pathlib.PurePath(elf.Elf(program).interp)
    libraries = stage / loader.parent.relative_to('/')
    found = stage_libraries(job, program, libraries)
    documents = stage / 'usr/share/doc/rondo'
    stage_documents(job.tree, documents)
    # Debian's place for the licence is the copyright file.
    (documents / 'LICENSE').unlink()
    notices.write(job, found, documents / 'copyright', documents / 'licences')
