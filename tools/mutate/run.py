#!/usr/bin/env python3
"""Proves that the tests notice faults: makes one at a time, and runs the tests
that should fail for it.

    tools/mutate/run.py                  all edits of the lists beside this file
    tools/mutate/run.py NAME...          those whose names contain one of these
    tools/mutate/run.py --sample 10      ten, chosen by the hash of the commit
    tools/mutate/run.py --check          only whether each edit still fits

Nothing in the tree or in its build is touched. A copy of lib/ with the edit is
run by `--lib-dir`, so needs no build. Of C++ the edited file is compiled as
the build compiles it, and linked in front of the library that it belongs to into
the test that the edit names.

Exits with 1 if an edit survived, or is no use: its text is not there, or not
once; it does not compile; the program does not start with it; or the tests that
it names fail without it, too.
"""

import argparse
import configparser
import dataclasses
import hashlib
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
LISTS = pathlib.Path(__file__).resolve().parent
TEST_RUNNER = ROOT / 'tools' / 'test' / 'run.py'
# What the build makes before the tests run, and the tests of lib/ need.
SHARED_OF_BUILD = ('compile_commands.json', 'lib', 'packaged')
# Starts, and compiles a file of lib/, which is the body of a function.
PARSE = '''new Function(
    require('fs').readFileSync(process.argv[1], 'utf8'))'''


@dataclasses.dataclass
class Edit:
    """One fault. `find` is in the file once; where it has several lines, their
    indentation does not count."""
    name: str
    file: str
    find: str
    replace: str
    test: str
    why: str

    @property
    def in_lib(self):
        return self.file.startswith('lib/')

    def apply(self, text):
        """The file's text with the fault, or raises Useless."""
        lines = [re.escape(line) for line in self.find.split('\n')]
        found = list(re.finditer(r'\n[ \t]*'.join(lines), text))
        if len(found) != 1:
            raise Useless(f'{self.file} has its text {len(found)} times, '
                          'not once')
        return text[:found[0].start()] + self.replace + text[found[0].end():]


class Useless(Exception):
    """The edit proves nothing, for the reason given."""


def read_edits(lists):
    edits = []
    for path in sorted(lists.glob('*.ini')):
        parser = configparser.ConfigParser(interpolation=None,
                                           delimiters=('=',))
        parser.read(path)
        for name in parser.sections():
            fields = dict(parser[name])
            try:
                edits.append(Edit(name=name, **fields))
            except TypeError as error:
                sys.exit(f'{path.name}: [{name}]: {error}')
    return edits


def check(edits):
    """What of the lists is wrong, a line each."""
    faults = []
    for edit in edits:
        path = ROOT / edit.file
        try:
            if not path.is_file():
                raise Useless(f'there is no {edit.file}')
            if not edit.in_lib and not (edit.file.startswith(('core/', 'runtime/'))
                                        and edit.file.endswith('.cc')):
                raise Useless('only .js of lib/ and .cc of core/ and runtime/ '
                              'can be edited')
            if not edit.in_lib and not edit.test.startswith('cc/'):
                raise Useless('an edit of C++ is caught by cc/ tests')
            if edit.apply(path.read_text()) == path.read_text():
                raise Useless('it changes nothing')
        except Useless as reason:
            faults.append(f'tools/mutate: {edit.name}: {reason}')
    return faults


def sample(edits, count):
    """Others for another commit, the same ones for the same."""
    commit = subprocess.run(['git', 'rev-parse', 'HEAD'], cwd=ROOT,
                            capture_output=True, text=True).stdout.strip()
    return sorted(edits, key=lambda edit: hashlib.sha256(
        f'{commit} {edit.name}'.encode()).digest())[:count]


def run_tests(build, filters, *options):
    """(how many passed, how many failed, the output)."""
    out = subprocess.run(
        [sys.executable, str(TEST_RUNNER), '--build', str(build),
         *options, *filters], cwd=ROOT, capture_output=True, text=True)
    text = out.stdout + out.stderr
    found = re.search(r'^(\d+) passed, (\d+) failed', text, re.MULTILINE)
    if found is None:
        return 0, 0, text
    return int(found[1]), int(found[2]), text


class Bench:
    """A place where the faulty programs stand and the tests find them."""

    def __init__(self, build, scratch):
        self.build = build
        self.scratch = scratch
        self.commands = {
            str(pathlib.Path(entry['directory'], entry['file'])
                .resolve().relative_to(ROOT)): entry
            for entry in json.loads(
                (build / 'compile_commands.json').read_text())
            if pathlib.Path(entry['directory'], entry['file'])
            .resolve().is_relative_to(ROOT)}
        self.folder = scratch / 'build'
        self.folder.mkdir()
        (self.folder / 'tests').mkdir()
        for name in SHARED_OF_BUILD:
            if (build / name).exists():
                (self.folder / name).symlink_to(build / name)
        self.lib = scratch / 'lib'
        shutil.copytree(ROOT / 'lib', self.lib)
        program = self.folder / 'rondo'
        program.write_text('#!/bin/sh\n'
                           f'exec {shlex.quote(str(build / "rondo"))} '
                           f'--lib-dir {shlex.quote(str(self.lib))} "$@"\n')
        program.chmod(0o755)

    def prove_without_edit(self, edits):
        """Tests that fail anyway would catch everything."""
        for kind, filters, options in (
                ('lib', {e.test for e in edits if e.in_lib}, self.lib_options),
                ('C++', {e.test for e in edits if not e.in_lib}, [])):
            if not filters:
                continue
            words = sorted({word for text in filters for word in text.split()})
            build = self.folder if kind == 'lib' else self.build
            passed, failed, text = run_tests(build, words, *options)
            if failed or not passed:
                sys.exit(f'{text}\nmutate: the tests of {kind} fail without '
                         'any edit')

    # One backend: none of it is about the machine.
    lib_options = ['--backend', 'epoll', '--kind', 'js', '--kind', 'e2e']

    def tests_see(self, edit):
        text = edit.apply((ROOT / edit.file).read_text())
        return (self.see_in_lib if edit.in_lib else self.see_in_cpp)(
            edit, text)

    def see_in_lib(self, edit, text):
        place = self.scratch / edit.file
        before = place.read_text()
        place.write_text(text)
        try:
            start = subprocess.run(
                [self.folder / 'rondo', '-e', PARSE, place],
                capture_output=True, text=True, timeout=60)
            if start.returncode != 0:
                raise Useless('the program does not start with it: '
                              + start.stderr[-300:])
            return self.judge(self.folder, edit, *self.lib_options)
        finally:
            place.write_text(before)

    def see_in_cpp(self, edit, text):
        source = self.scratch / pathlib.Path(edit.file).name
        source.write_text(text)
        output = self.scratch / 'edited.o'
        try:
            entry = self.commands[edit.file]
        except KeyError:
            raise Useless(f'the build does not compile {edit.file}') from None
        words = shlex.split(entry['command'])
        if words[0].endswith('ccache'):
            words = words[1:]
        words[words.index('-o') + 1] = str(output)
        words[-1:] = ['-w', str(source)]  # the fault may leave a name unused
        compiled = subprocess.run(words, cwd=entry['directory'],
                                  capture_output=True, text=True)
        if compiled.returncode != 0:
            raise Useless('it does not compile: ' + compiled.stderr[-500:])
        listing = [line for line
                   in (self.build / 'tests.list').read_text().splitlines()
                   if f'cc/{line.split(chr(9))[0]}' == edit.test]
        if not listing:
            raise Useless(f'no program is called {edit.test}')
        self.link(listing[0].split('\t')[2], output)
        (self.folder / 'tests.list').write_text(listing[0] + '\n')
        # What V8's side does is not about the machine.
        backend = ([] if edit.file.startswith('core/')
                   else ['--backend', 'epoll'])
        return self.judge(self.folder, edit, '--kind', 'cc', *backend)

    def link(self, program, edited):
        """Links a test anew; what is defined in front of a library is not
        taken from it."""
        command = subprocess.run(
            ['ninja', '-C', str(self.build), '-t', 'commands', '-s', program],
            capture_output=True, text=True, check=True).stdout.splitlines()[-1]
        words = shlex.split(command)
        words = words[words.index('&&') + 1:]
        words = words[:words.index('&&')]
        words[words.index('-o') + 1] = str(self.folder / program)
        first = next(i for i, word in enumerate(words) if word.endswith('.a'))
        words.insert(first, str(edited))
        subprocess.run(words, cwd=self.build, check=True)

    def judge(self, build, edit, *options):
        passed, failed, text = run_tests(build, edit.test.split(), *options)
        if passed + failed == 0:
            raise Useless(f'no test is called {edit.test}\n{text}')
        return failed > 0


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument('name', nargs='*')
    parser.add_argument('--build', type=pathlib.Path,
                        default=ROOT / 'build' / 'release')
    parser.add_argument('--lists', type=pathlib.Path, default=LISTS)
    parser.add_argument('--sample', type=int, metavar='N')
    parser.add_argument('--check', action='store_true')
    parser.add_argument('--list', action='store_true')
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    edits = read_edits(arguments.lists)
    faults = check(edits)
    for fault in faults:
        print(fault)
    if arguments.check or faults:
        return 1 if faults else 0
    if arguments.name:
        edits = [edit for edit in edits
                 if any(text in edit.name for text in arguments.name)]
    if arguments.sample:
        edits = sample(edits, arguments.sample)
    if not edits:
        print('no edit has such a name; --list shows them')
        return 1
    if arguments.list:
        for edit in edits:
            print(f'{edit.name}: {edit.file}: {edit.why}')
        return 0
    bad = []
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix='rondo-mutate-') as scratch:
        bench = Bench(arguments.build.resolve(), pathlib.Path(scratch))
        bench.prove_without_edit(edits)
        for edit in edits:
            began = time.monotonic()
            try:
                word = 'caught' if bench.tests_see(edit) else 'SURVIVED'
            except Useless as reason:
                word = f'USELESS ({reason})'
            if word != 'caught':
                bad.append(f'{edit.name} ({edit.file}): {word}: {edit.why}')
            print(f'{word} {edit.name} {time.monotonic() - began:.1f} s',
                  flush=True)
    print(f'{len(edits) - len(bad)} of {len(edits)} caught, '
          f'{time.monotonic() - start:.0f} s')
    for line in bad:
        print(f'  {line}')
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
