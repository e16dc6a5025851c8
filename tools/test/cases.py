"""Finds the tests. Each is a Case: a command with what is expected of it."""

import ctypes
import dataclasses
import json
import os
import pathlib
import re
import shlex
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Loaded before JavaScript tests that show by nothing else that they came to
# their end.
PROOF = str(ROOT / 'test' / 'js' / 'common' / 'test.js')
BACKENDS = ('uring', 'epoll')

# Seconds after which a test is ended, by kind.
TIME_LIMITS = {'cc': 120, 'js': 30, 'e2e': 180, 'docs': 30, 'layers': 600}


@dataclasses.dataclass
class Case:
    """A test: it passes if the command ends with exit_code, and prints stdout
    and matches stderr where these are given."""
    kind: str
    name: str
    command: list
    backend: str = ''
    environment: dict = dataclasses.field(default_factory=dict)
    directory: pathlib.Path = ROOT
    time_limit: float = 30
    exit_code: int = 0
    stdout: str | None = None
    stderr: str | None = None
    skipped: str = ''

    def __str__(self):
        return f'{self.name} [{self.backend}]' if self.backend else self.name


def uring_refusal():
    """Why the kernel refuses io_uring, or '' if it does not."""
    libc = ctypes.CDLL(None, use_errno=True)
    io_uring_setup = 425
    parameters = ctypes.create_string_buffer(120)
    fd = libc.syscall(io_uring_setup, 4, parameters)
    if fd < 0:
        return f'io_uring: {os.strerror(ctypes.get_errno())}'
    os.close(fd)
    return ''


def compiled(build):
    """The GoogleTest programs that tests.list of the build names."""
    listing = build / 'tests.list'
    if not listing.exists():
        return
    for line in listing.read_text().splitlines():
        if not line:
            continue
        name, backends, path, arguments = line.split('\t')
        yield Case(kind='cc', name=f'cc/{name}',
                   backend='one' if backends == 'one' else '',
                   command=[str(build / path), '--gtest_brief=1',
                            *shlex.split(arguments)])


def directives(text):
    """The directives in the comment lines that a JavaScript test begins with:

      // Flags: --expose-gc     options before the file
      // Args: a b              arguments behind it
      // Exit: 1                the exit code, 0 by default
      // Stderr: REGEX          must match what the test writes to stderr
      // Env: NAME=value        further environment, repeatable
      // Timeout: 60            seconds
      // Backends: one          does not depend on the backend
    """
    found = {'Env': []}
    for line in text.splitlines():
        if line.startswith('#!') or line.strip() in ('', "'use strict';"):
            continue
        if not line.startswith('//'):
            break
        match = re.match(
            r'// (Flags|Args|Exit|Stderr|Env|Timeout|Backends): (.*)', line)
        if match and match[1] == 'Env':
            found['Env'].append(match[2].split('=', 1))
        elif match:
            found[match[1]] = match[2].strip()
    return found


def script(kind, name, path, text, rondo):
    """The Case of a JavaScript file."""
    given = directives(text)
    expected = path.with_suffix('.out')
    shows_its_end = (kind == 'docs' or expected.exists()
                     or {'Exit', 'Stderr'} & given.keys())
    return Case(
        kind=kind, name=name,
        command=[str(rondo), *([] if shows_its_end else ['-r', PROOF]),
                 *shlex.split(given.get('Flags', '')), str(path),
                 *shlex.split(given.get('Args', ''))],
        backend=given.get('Backends', ''),
        environment=dict(given['Env']),
        directory=path.parent,
        time_limit=float(given.get('Timeout', TIME_LIMITS[kind])),
        exit_code=int(given.get('Exit', 0)),
        stdout=expected.read_text() if expected.exists() else None,
        stderr=given.get('Stderr'))


def javascript(rondo):
    """test/js/**/*.js, without folders named fixtures or common."""
    top = ROOT / 'test' / 'js'
    for path in sorted([*top.rglob('*.js'), *top.rglob('*.cjs'),
                        *top.rglob('*.mjs')]):
        relative = path.relative_to(top)
        if {'fixtures', 'common', 'node_modules'} & set(relative.parts[:-1]):
            continue
        yield script('js', f'js/{relative.with_suffix("")}', path,
                     path.read_text(), rondo)


def end_to_end():
    """test/e2e/**/*_test.py, unittest files. They find the programs in the
    environment: RONDO, RONDO_BUILD."""
    top = ROOT / 'test' / 'e2e'
    for path in sorted(top.rglob('*_test.py')):
        relative = path.relative_to(top)
        # Those of our tools and packages know no backend; to make packages and
        # machines to install them on takes its time.
        room = relative.parts[0]
        yield Case(kind='e2e', name=f'e2e/{relative.with_suffix("")}',
                   backend='one' if room in ('tools', 'packages') else '',
                   time_limit=1200 if room == 'packages' else 0,
                   command=[sys.executable,
                            str(ROOT / 'tools' / 'test' / 'unittests.py'),
                            str(path)],
                   environment={'PYTHONPATH': str(top),
                                'PYTHONDONTWRITEBYTECODE': '1'})


CPP_FENCE = re.compile(r'^```cpp test\n(.*?)^```\n', re.MULTILINE | re.DOTALL)
FENCE = re.compile(
    r'^```js test\n(.*?)^```\n(?:\n*^```text output\n(.+?)^```\n)?',
    re.MULTILINE | re.DOTALL)


def compilation(build):
    """How the build compiles a program of core/: compiler and options."""
    commands = json.loads((build / 'compile_commands.json').read_text())
    command = next(entry['command'] for entry in commands
                   if entry['file'].endswith('core/examples/http_hello.cc'))
    words = shlex.split(command)
    if words[0].endswith('ccache'):
        words = words[1:]
    return words[:words.index('-o')]


def documentation(build, rondo):
    """The examples in README.md and docs/. Fenced blocks marked "js test" are
    run; the following block, marked "text output", is what they print: the
    proof that they came to their end. Those marked "cpp test" are compiled."""
    out = build / 'doc-examples'
    out.mkdir(parents=True, exist_ok=True)
    for page in [ROOT / 'README.md', *sorted((ROOT / 'docs').rglob('*.md'))]:
        if not page.exists():
            continue
        text = page.read_text()

        def place(match, extension):
            line = text.count('\n', 0, match.start()) + 1
            name = f'{page.relative_to(ROOT)}:{line}'
            path = out / (re.sub(r'[^\w.-]', '_', name) + extension)
            path.write_text(match[1])
            return name, path

        for match in CPP_FENCE.finditer(text):
            name, path = place(match, '.cc')
            yield Case(kind='docs', name=name, backend='one',
                       command=[*compilation(build), '-Werror',
                                '-fsyntax-only', str(path)])
        for match in FENCE.finditer(text):
            name, path = place(match, '.js')
            if match[2] is None:
                sys.exit(f'{name}: the example has no "text output"')
            case = script('docs', name, path, match[1], rondo)
            case.stdout = match[2]
            yield case


def layers(build):
    yield Case(kind='layers', name='layers', backend='one',
               command=[str(ROOT / 'tools' / 'check_layers'),
                        '--build', str(build)])


def discover(build):
    """All cases of a build directory, once a backend where it matters."""
    rondo = build / 'rondo'
    found = [*compiled(build), *end_to_end(), *layers(build)]
    if rondo.exists():
        found += [*javascript(rondo), *documentation(build, rondo)]
    refusal = uring_refusal()
    for case in found:
        if case.kind != 'js' and case.kind != 'docs':
            case.time_limit = max(case.time_limit, TIME_LIMITS[case.kind])
        case.environment = {'RONDO': str(rondo), 'RONDO_BUILD': str(build),
                            **case.environment}
        if case.backend == 'one':
            yield dataclasses.replace(case, backend='')
            continue
        for backend in BACKENDS:
            yield dataclasses.replace(
                case, backend=backend,
                environment={**case.environment, 'RONDO_BACKEND': backend},
                skipped=refusal if backend == 'uring' else '')
