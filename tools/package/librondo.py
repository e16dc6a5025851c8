"""What librondo-dev holds: the headers of core/, the static library, a package
of CMake and one of pkg-config.

In the tree a header is "core/net/address.h"; a user's is <rondo/net/address.h>,
since `core` is nobody's name."""

import pathlib
import re
import subprocess

import debian
import notices
import program

INCLUDE = re.compile(r'^([ \t]*#[ \t]*include[ \t]*)"core/([^"]+)"',
                     re.MULTILINE)
ANY_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"]',
                         re.MULTILINE)

# What a user's compiler need not have.
FOREIGN = re.compile(r'(llhttp|liburing|gtest|gmock|benchmark|v8|node|runtime|'
                     r'openssl|unicode|ares|nghttp2|zlib|brotli|zstd)\b')
# Headers of core/ that only its own files include, or the platform.
INTERNAL = re.compile(r'core/((examples|compress)/.*|.*(_test|_fixture)(_\w+)?\.h'
                      r'|.*/backend/.*|http/message/.*parser\.h)')

DOCUMENTS = ('event-loop.md', 'files.md', 'http.md', 'net.md', 'lifetimes.md')


def public_headers(tree):
    """The headers for users, relative to the tree: those that are not internal,
    and what they include. An error if one of them leads to a foreign one."""
    todo = [name for name in program.tracked(tree, 'core/**.h')
            if not INTERNAL.fullmatch(name)]
    found = set()
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        for other in ANY_INCLUDE.findall((tree / name).read_text()):
            if other.startswith('core/'):
                todo.append(other)
            elif FOREIGN.match(other):
                raise SystemExit(f'package: error: {name} includes <{other}>, '
                                 'and a user of librondo would need that')
    return sorted(found)


def for_users(text):
    """A header, an example or a page with the names of the package's headers."""
    return INCLUDE.sub(r'\1<rondo/\2>', text)


def page_for_users(text, names):
    """A page, without links to what is not beside it."""
    def keep(match):
        label, target = match[1], match[2].split('#')[0]
        return (match[0] if target in names or not target
                or '://' in target else label)
    return re.sub(r'\[([^\[\]]*)\]\(([^()\s]*)\)', keep, for_users(text))


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def output(*command):
    return subprocess.run(command, check=True, capture_output=True,
                          text=True).stdout.strip()


def stage(job, folder):
    """Fills the folder. Returns what the package depends on: a C library and a
    C++ library no older than those that it was compiled with."""
    architecture = output('c++', '-print-multiarch')
    library = folder / 'usr/lib' / architecture
    tree = job.tree
    ours = tree / 'tools/package/librondo'
    for name in public_headers(tree):
        write(folder / 'usr/include/rondo' / name.removeprefix('core/'),
              for_users((tree / name).read_text()))
    debian.copy(job.librondo / 'librondo.a', library / 'librondo.a')
    debian.copy(ours / 'rondoConfig.cmake',
                library / 'cmake/rondo/rondoConfig.cmake')
    for source, target in (
            ('rondoConfigVersion.cmake.in',
             'cmake/rondo/rondoConfigVersion.cmake'),
            ('rondo.pc.in', 'pkgconfig/rondo.pc')):
        write(library / target,
              (ours / source).read_text().replace('@version@', job.version))

    documents = folder / 'usr/share/doc/librondo-dev'
    for name in DOCUMENTS:
        write(documents / name, page_for_users(
            (tree / 'docs' / name).read_text(), DOCUMENTS))
    for name in program.tracked(tree, 'core/examples/*.cc'):
        write(documents / 'examples' / pathlib.PurePath(name).name,
              for_users((tree / name).read_text()))
    notices.write(job, [], documents / 'copyright', documents / 'licences',
                  certificates=False, npm=False)
    libc = output('getconf', 'GNU_LIBC_VERSION').split()[1]
    gcc = output('c++', '-dumpversion').split('.')[0]
    return [f'libc6-dev (>= {libc})', f'libstdc++6 (>= {gcc})']
