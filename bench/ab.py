#!/usr/bin/env python3
"""Compares two programs, A and B, by interleaved pairs of runs.

usage: ab.py A B [ROW-FILTER...] [--pairs N] [--seconds S] [--backend NAME]
             [--build DIR] [--json FILE]

A, B        programs that run a script: two builds of rondo, or node
ROW-FILTER  rows whose name contains it (all when none is given): start,
            start-object, start-modules, and the rows of `bench.py --list`
--pairs     of runs a row (20; of a start three times as many)
--seconds   of load a run (1)
--backend   uring or epoll, for builds of rondo (what they choose)
--build     where bench/load is (build/release)

A figure is the median of the ratios B : A of the pairs, with the quarter of
them below and above it. The two of a pair run one right after the other, and
take turns in being first, so that what else the machine does hits both: in short
runs on a busy machine a ratio means more than any time. CPU time and page faults
depend on it less than the wall clock does.

Exit code: 0, or 2 when something could not be measured.
"""

import argparse
import json
import os
import pathlib
import statistics
import sys
import tempfile
import time

from bench import prepare_app
from lib import machine, measure, rows
from lib.servers import Competitor, Missing, clean_environment

ROOT = pathlib.Path(__file__).resolve().parent.parent
MB = 1 << 20

STARTS = {'start': 'start.js', 'start-object': 'start_object.js',
          'start-modules': 'start_modules.js'}
START_FIGURES = {'wall': 'ms', 'cpu': 'ms', 'faults': ''}
# Row kind → its figures. The row of the start-up is STARTS.
FIGURES = {
    'load': {'cpu_us': 'µs', 'p99_us': 'µs'},
    'idle': {'bytes_per_connection': 'B'},
    'memory': {'anon_start': 'MB', 'rss_start': 'MB', 'rss': 'MB'},
    'base': {'rss': 'MB', 'anon': 'MB'},
}


def start(program, script, core, environment):
    """One run of a script: wall and CPU milliseconds, and page faults."""
    begin = time.perf_counter()
    pid = os.posix_spawn(
        program, [program, str(script)], clean_environment(environment),
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - begin
    if status != 0:
        raise Missing(f'{program} {script} failed')
    return {'wall': wall * 1e3,
            'cpu': (usage.ru_utime + usage.ru_stime) * 1e3,
            'faults': usage.ru_minflt + usage.ru_majflt}


def pairs(count, run, programs):
    """`count` pairs of results of run(program), first those of A."""
    run(programs[0])
    run(programs[1])
    for i in range(count):
        if i % 2 == 0:
            a, b = run(programs[0]), run(programs[1])
        else:
            b, a = run(programs[1]), run(programs[0])
        yield a, b


def compare(found, figures):
    """Figure → {'a', 'b': medians, 'ratio', 'low', 'high'}."""
    result = {}
    for name in figures:
        ratios = [b[name] / a[name] for a, b in found if a[name]]
        low, _, high = (statistics.quantiles(ratios, n=4) if len(ratios) > 1
                        else ratios * 3)
        result[name] = {
            'a': statistics.median(a[name] for a, _ in found),
            'b': statistics.median(b[name] for _, b in found),
            'ratio': statistics.median(ratios), 'low': low, 'high': high,
        }
    return result


def show(row, result, units):
    for name, figure in result.items():
        scale = MB if units[name] == 'MB' else 1
        a, b = figure['a'] / scale, figure['b'] / scale
        print(f'{row:14} {name:10} {figure["ratio"]:6.3f} '
              f'({figure["low"]:.3f} to {figure["high"]:.3f})   '
              f'{a:,.2f} : {b:,.2f} {units[name]}', flush=True)


def main():
    parser = argparse.ArgumentParser(
        usage=__doc__.split('usage: ')[1].split('\n\n')[0])
    parser.add_argument('a')
    parser.add_argument('b')
    parser.add_argument('filters', nargs='*')
    parser.add_argument('--pairs', type=int, default=20)
    parser.add_argument('--seconds', type=float, default=1.0)
    parser.add_argument('--backend', choices=('uring', 'epoll'), default='')
    parser.add_argument('--build', default=ROOT / 'build' / 'release')
    parser.add_argument('--json')
    options = parser.parse_args()
    programs = [str(pathlib.Path(path).resolve())
                for path in (options.a, options.b)]
    app = ROOT / 'build' / 'bench' / 'app'
    core, _ = machine.cores()
    environment = ({'RONDO_BACKEND': options.backend} if options.backend
                   else {})
    results = {}

    def wanted(row):
        return not options.filters or any(f in row for f in options.filters)

    try:
        prepare_app(app)
        os.sched_setaffinity(0, {core})
        for row, script in filter(lambda item: wanted(item[0]), STARTS.items()):
            found = list(pairs(
                3 * options.pairs,
                lambda program: start(program, app / 'programs' / script, core,
                                      environment),
                programs))
            results[row] = compare(found, START_FIGURES)
            show(row, results[row], START_FIGURES)
        os.sched_setaffinity(0, range(os.cpu_count()))
        with tempfile.TemporaryDirectory() as work:
            bench = measure.Bench(
                build=pathlib.Path(options.build), app=app,
                work=pathlib.Path(work), seconds=options.seconds, scale=1,
                starts=0, template={})
            for row in rows.ROWS:
                if row.kind not in FIGURES or not wanted(row.name):
                    continue
                found = list(pairs(
                    options.pairs,
                    lambda program: measure.measure(
                        bench, row,
                        Competitor('program', program, 'rondo',
                                   options.backend, (program,), environment)),
                    programs))
                results[row.name] = compare(found, FIGURES[row.kind])
                show(row.name, results[row.name], FIGURES[row.kind])
    except Missing as error:
        print(f'ab: {error}', file=sys.stderr)
        return 2
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(results, indent=1))
    return 0


if __name__ == '__main__':
    sys.exit(main())
