#!/usr/bin/env python3
"""Runs the tests of a build directory.

The last line says how many passed, failed and were skipped. The exit code is
0 if none failed.

A test that holds several (cc: a GoogleTest program, e2e: a unittest file)
reports which of them it skipped and why, in JUnit's XML. These are counted and
named below the rest; a test all of whose parts were skipped has not passed. A
skip excuses nothing: the exit code is judged first, and a program that ends
without its report has failed.
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from xml.etree import ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import cases  # noqa: E402

# Of a failed test's output, what is shown.
SHOWN_LINES = 80

SANITIZERS = {
    'ASAN_OPTIONS': 'detect_leaks=1:strict_string_checks=1:'
                    'detect_stack_use_after_return=1:abort_on_error=0',
    'UBSAN_OPTIONS': 'print_stacktrace=1',
    'TSAN_OPTIONS': 'halt_on_error=0:second_deadlock_stack=1:'
                    f'suppressions={cases.ROOT}/tools/test/tsan.supp',
    'LSAN_OPTIONS': f'suppressions={cases.ROOT}/tools/test/lsan.supp:'
                    'print_suppressions=0',
}

# Variables of the caller that would change what a test sees.
UNSET = ('NODE_OPTIONS', 'NODE_PATH', 'NODE_DEBUG', 'FORCE_COLOR', 'NO_COLOR',
         'PORT', 'RONDO_BACKEND', 'UV_THREADPOOL_SIZE')

# Kinds of tests that hold several, and report what became of each.
REPORTING = ('cc', 'e2e')

# `skips` holds the reason for each part that was skipped.
Result = collections.namedtuple(
    'Result', 'case seconds problem output skips all_skipped',
    defaults=([], False))

running = set()
running_lock = threading.Lock()


def end_group(process):
    """Ends a test and what it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def execute(case):
    """Runs a case. Its output goes to files: a pipe that a left-over child
    keeps open would never end."""
    scratch = tempfile.mkdtemp(prefix='rondo-test-')
    # A test run by root may start programs as somebody else.
    os.chmod(scratch, 0o755)
    environment = {key: value for key, value in os.environ.items()
                   if key not in UNSET}
    environment.update(SANITIZERS, TMPDIR=scratch, LC_ALL='C.UTF-8')
    report = f'{scratch}.xml'
    if case.kind in REPORTING:
        environment.update(GTEST_OUTPUT=f'xml:{report}',
                           RONDO_TEST_REPORT=report)
    environment.update(case.environment)
    start = time.monotonic()
    try:
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            try:
                process = subprocess.Popen(
                    case.command, cwd=case.directory, env=environment,
                    stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                    start_new_session=True)
            except OSError as error:
                return Result(case, 0, f'could not start: {error}', '')
            with running_lock:
                running.add(process)
            timed_out = False
            try:
                process.wait(case.time_limit)
            except subprocess.TimeoutExpired:
                timed_out = True
            end_group(process)
            process.wait()
            with running_lock:
                running.discard(process)
            out.seek(0)
            err.seek(0)
            stdout = out.read().decode('utf-8', 'replace')
            stderr = err.read().decode('utf-8', 'replace')
        skips, parts = read_report(report)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        pathlib.Path(report).unlink(missing_ok=True)
    seconds = time.monotonic() - start
    if timed_out:
        problem = f'did not end within {case.time_limit:g} s'
    else:
        problem = judge(case, process.returncode, stdout, stderr)
    if not problem and case.kind in REPORTING and parts == 0:
        problem = 'ended without a report of its tests, or had none'
    return Result(case, seconds, problem, stdout + stderr, skips,
                  parts == len(skips) > 0)


def read_report(path):
    """The reason of each skip that a report in JUnit's XML holds, and how many
    tests it is about; none if there is no whole report."""
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError):
        return [], 0
    skips = []
    for element in root.iter('skipped'):
        reason = element.get('message', '')
        # GoogleTest puts the place in a line before it.
        skips.append(re.sub(r'^\S+:\d+\n', '', reason).strip()
                     or 'no reason given')
    return skips, int(root.get('tests', 0))


def judge(case, status, stdout, stderr):
    """What is wrong with how a case ended, or ''."""
    if status != case.exit_code:
        ended = (f'ended by {signal.Signals(-status).name}' if status < 0
                 else f'exit code {status}')
        return f'{ended}, expected exit code {case.exit_code}'
    if case.stdout is not None and stdout != case.stdout:
        return 'stdout differs\n' + difference(case.stdout, stdout)
    if case.stderr and not re.search(case.stderr, stderr, re.MULTILINE):
        return f'stderr does not match {case.stderr}'
    return ''


def difference(expected, actual):
    import difflib
    return ''.join(
        line if line.endswith('\n') else f'{line}\n'
        for line in difflib.unified_diff(
            expected.splitlines(True), actual.splitlines(True),
            'expected', 'actual'))


class Progress:
    """A line that is rewritten on a terminal; else one every some seconds."""

    def __init__(self, total, verbose):
        self.total = total
        self.verbose = verbose
        self.done = self.failed = 0
        self.terminal = sys.stdout.isatty()
        self.last = time.monotonic()

    def clear(self):
        if self.terminal:
            print('\r\033[K', end='')

    def add(self, result):
        self.done += 1
        if result.problem:
            self.failed += 1
            self.clear()
            print(f'FAILED {result.case}: {result.problem}')
            lines = result.output.rstrip().splitlines()
            if len(lines) > SHOWN_LINES:
                print(f'  ... {len(lines) - SHOWN_LINES} lines before')
            for line in lines[-SHOWN_LINES:]:
                print(f'  {line}')
            print('  repeat: ' + ' '.join(
                [f'{key}={value}' for key, value
                 in result.case.environment.items() if key == 'RONDO_BACKEND']
                + result.case.command), flush=True)
        elif self.verbose:
            self.clear()
            word = 'skipped' if result.all_skipped else 'ok'
            print(f'{word} {result.case} {result.seconds:.2f} s', flush=True)
        line = f'{self.done}/{self.total}, {self.failed} failed'
        if self.terminal:
            print(f'\r\033[K{line}  {result.case}'[:100], end='', flush=True)
        elif time.monotonic() - self.last > 20:
            self.last = time.monotonic()
            print(line, flush=True)


def print_skips(skipped, results):
    """Says for each reason how much was skipped for it, and where."""
    places = collections.defaultdict(collections.Counter)
    for case in skipped:
        places[case.skipped]['whole tests'] += 1
    for result in results:
        for reason in result.skips:
            places[reason][str(result.case)] += 1
    for reason in sorted(places):
        where = ', '.join(f'{count} in {place}' if place != 'whole tests'
                          else f'{count} whole tests'
                          for place, count in sorted(places[reason].items()))
        print(f'skipped, {reason}: {where}')


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('filter', nargs='*',
                        help='run only tests whose name contains one of these')
    parser.add_argument('--build', type=pathlib.Path,
                        default=cases.ROOT / 'build' / 'release')
    parser.add_argument('--kind', action='append',
                        choices=sorted(cases.TIME_LIMITS))
    parser.add_argument('--backend', choices=cases.BACKENDS)
    parser.add_argument('--jobs', type=int, default=2)
    parser.add_argument('--repeat', type=int, default=1)
    parser.add_argument('--list', action='store_true')
    parser.add_argument('--all', action='store_true',
                        help='also what takes another sample each time: '
                        'packages on all releases of Debian')
    parser.add_argument('-v', '--verbose', action='store_true')
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    build = arguments.build.resolve()
    if arguments.all:
        os.environ['RONDO_TEST_ALL'] = '1'
    chosen = [
        case for case in cases.discover(build)
        if (not arguments.filter
            or any(text in str(case) for text in arguments.filter))
        and (not arguments.kind or case.kind in arguments.kind)
        and (not arguments.backend
             or case.backend in ('', arguments.backend))
    ] * arguments.repeat
    if arguments.list:
        for case in chosen:
            print(case)
        return 0
    if not chosen:
        print('no test has such a name; --list shows them')
        return 1

    # The longest first, so that none is left to run alone at the end.
    order = {'layers': 0, 'e2e': 1, 'cc': 2, 'js': 3, 'docs': 4}
    runnable = sorted((case for case in chosen if not case.skipped),
                      key=lambda case: order[case.kind])
    skipped = [case for case in chosen if case.skipped]
    progress = Progress(len(runnable), arguments.verbose)
    results = []
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        try:
            futures = [pool.submit(execute, case) for case in runnable]
            for future in concurrent.futures.as_completed(futures):
                result = future.result()
                progress.add(result)
                results.append(result)
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            with running_lock:
                for process in running:
                    end_group(process)
            raise
    progress.clear()
    failures = [result for result in results if result.problem]
    passed = [result for result in results
              if not result.problem and not result.all_skipped]
    print_skips(skipped, results)
    if len(failures) > 1:
        print('failed:')
        for result in failures:
            print(f'  {result.case}: {result.problem.splitlines()[0]}')
    print(f'{build.name}: {time.monotonic() - start:.1f} s')
    partly = sum(len(result.skips) for result in passed)
    print(f'{len(passed)} passed, {len(failures)} failed, '
          f'{len(chosen) - len(passed) - len(failures)} skipped'
          + (f'; of those that passed, {partly} parts were skipped'
             if partly else ''))
    return 1 if failures else 0


if __name__ == '__main__':
    # The tests are in sessions of their own: whoever ends us leaves them.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
