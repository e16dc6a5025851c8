#!/usr/bin/env python3
"""Measures Rondo against the bare loops and its peers, in turn, in one run.

usage: bench.py [ROW-FILTER...] [--quick] [--rounds N] [--seconds S]
                [--only NAME,...] [--build DIR] [--peers DIR] [--out DIR]
                [--list | --redraw]

ROW-FILTER  rows whose name contains it (all when none is given)
--quick     one short round: shows that all works, not what it costs
--only      competitors whose name contains one of these
--build     where rondo, http_hello and bench/ are (build/release)
--peers     where the peers are, or are put (build/peers)
--out       where the results go (bench/results)
--list      lists rows and competitors
--redraw    tables and plots anew from the latest.json in --out; measures nothing

Exit code: 0 when all was measured that was asked for, 1 when a row misses a
figure, 2 when the bench itself could not run. A missed target is no failure.
"""

import argparse
import datetime
import json
import os
import pathlib
import shutil
import subprocess
import sys

from lib import machine, measure, plot, report, rows, servers, targets

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent


def say(text):
    print(text, file=sys.stderr, flush=True)


def arguments():
    parser = argparse.ArgumentParser(
        usage=__doc__.split('usage: ')[1].split('\n\n')[0])
    parser.add_argument('filters', nargs='*')
    parser.add_argument('--quick', action='store_true')
    parser.add_argument('--rounds', type=int)
    parser.add_argument('--seconds', type=float)
    parser.add_argument('--only', default='')
    parser.add_argument('--build', default=ROOT / 'build' / 'release')
    parser.add_argument('--peers', default=ROOT / 'build' / 'peers')
    parser.add_argument('--out', default=HERE / 'results')
    parser.add_argument('--list', action='store_true')
    parser.add_argument('--redraw', action='store_true')
    options = parser.parse_args()
    options.rounds = options.rounds or (1 if options.quick else 3)
    options.seconds = options.seconds or (0.5 if options.quick else 2.0)
    return options


def fetch_peers(directory):
    """Name -> binary of the peers that could be fetched."""
    done = subprocess.run([HERE / 'peers.sh', directory],
                          stdout=subprocess.PIPE, text=True)
    return {line.split('=')[0].lower(): line.split('=', 1)[1]
            for line in done.stdout.splitlines() if '=' in line}


def prepare_app(directory):
    """A copy of the programs beside the packages that they require."""
    directory.mkdir(parents=True, exist_ok=True)
    shutil.copytree(HERE / 'programs', directory / 'programs',
                    dirs_exist_ok=True)
    lock = HERE / 'package-lock.json'
    installed = directory / 'node_modules' / '.lock'
    if installed.exists() and installed.read_bytes() == lock.read_bytes():
        return
    for name in ('package.json', 'package-lock.json'):
        shutil.copy(HERE / name, directory / name)
    say('bench: installing what the programs require')
    done = subprocess.run(
        ['npm', 'ci', '--silent', '--no-audit', '--no-fund',
         '--ignore-scripts'], cwd=directory)
    if done.returncode == 0:
        shutil.copy(lock, installed)
    else:
        say('bench: npm ci failed: rows with packages will have no figure')


def versions(all_competitors):
    found = {}
    for c in all_competitors:
        name = c.name.split('-')[0]
        if c.kind in ('rondo', 'peer') and not c.absent and name not in found:
            found[name] = (machine.version_of(c.command[0])
                           .removeprefix('v').removeprefix(f'{name} '))
    return found


def run_row(bench, row, chosen, rounds):
    """Competitor -> entry, the competitors in turn, `rounds` times."""
    measured = {c.name: [] for c in chosen}
    missing = {}
    # Node goes first: others are compared with its answer. Then each round
    # begins with another one, so that none is always the first or the last.
    chosen = sorted(chosen, key=lambda c: c.name != 'node')
    for number in range(rounds):
        shift = number % len(chosen)
        for c in chosen[shift:] + chosen[:shift]:
            if c.name in missing:
                continue
            try:
                measured[c.name].append(measure.measure(bench, row, c))
            except servers.Missing as why:
                missing[c.name] = str(why)
            except (OSError, subprocess.SubprocessError) as why:
                missing[c.name] = f'the bench failed: {why}'
        say(f'bench: {row.name}, round {number + 1} of {rounds}')
    return {name: {'missing': missing[name]} if name in missing
            else report.combine(found) for name, found in measured.items()}


def write(out, data, chosen_rows, labels, checks, summary):
    out.mkdir(parents=True, exist_ok=True)
    (out / 'latest.json').write_text(
        json.dumps(data, indent=1, sort_keys=False) + '\n')
    plots = plot.charts(chosen_rows, data['rows'], labels)
    for name, (_, svg) in plots.items():
        (out / name).write_text(svg)
    (out / 'latest.md').write_text(report.document(
        data, chosen_rows, labels, checks, summary,
        [(name, title) for name, (title, _) in plots.items()]))


def redraw(out):
    data = json.loads((out / 'latest.json').read_text())
    checks = targets.check(data['rows'])
    measured = [r for r in rows.ROWS if r.name in data['rows']]
    write(out, data, measured, data['labels'], checks, targets.summary(checks))


def main():
    options = arguments()
    if options.redraw:
        redraw(pathlib.Path(options.out))
        return 0
    chosen_rows = [r for r in rows.ROWS
                   if not options.filters
                   or any(f in r.name for f in options.filters)]
    if not chosen_rows:
        say('bench: no such row; --list names them')
        return 2
    peers = {} if options.list else fetch_peers(options.peers)
    everyone = servers.competitors(options.build, peers)
    only = [x for x in options.only.split(',') if x]
    chosen = [c for c in everyone
              if not only or any(x in c.name for x in only)]
    if options.list:
        for r in chosen_rows:
            print(f'{r.name:14} {r.title}')
        for c in chosen:
            print(f'{c.name:14} {c.label}')
        return 0
    work = ROOT / 'build' / 'bench'
    prepare_app(work / 'app')
    files = work / f'run-{os.getpid()}'
    files.mkdir(parents=True)
    bench = measure.Bench(
        build=pathlib.Path(options.build), app=work / 'app', work=files,
        seconds=options.seconds, scale=0.1 if options.quick else 1.0,
        starts=5 if options.quick else 15, template={})
    labels = {c.name: c.label for c in everyone}
    data = {
        'date': datetime.datetime.now(datetime.timezone.utc).strftime(
            '%Y-%m-%d %H:%M UTC'),
        'quick': options.quick, 'rounds': options.rounds,
        'seconds': options.seconds, 'machine': machine.facts(ROOT),
        'versions': versions(chosen), 'labels': labels, 'rows': {},
    }
    partial = bool(only) or len(chosen_rows) < len(rows.ROWS)
    out = pathlib.Path(options.out)
    if partial and out == HERE / 'results':
        # A part of the rows does not replace the results of all of them.
        out = work / 'partial'
    checks, summary = [], ''
    try:
        for row in chosen_rows:
            runners = [c for c in chosen if c.runs(row)]
            if row.kind in ('base', 'startup', 'lines', 'figures'):
                runners = [c for c in runners if c.kind in ('rondo', 'peer')]
            if not runners:
                continue
            data['rows'][row.name] = run_row(bench, row, runners,
                                             options.rounds)
            print(report.row_table(row, data['rows'][row.name], labels),
                  flush=True)
            checks = targets.check(data['rows'])
            if partial:
                checks = [c for c in checks
                          if 'was not measured' not in c.figure]
            summary = targets.summary(checks)
            data['targets'] = [vars(c) for c in checks]
            write(out, data, chosen_rows, labels, checks, summary)
    finally:
        shutil.rmtree(files, ignore_errors=True)
    if checks:
        print(report.targets_table(checks, summary))
    say(f'bench: results in {os.path.relpath(out)}')
    complete = all('median' in entry for row in data['rows'].values()
                   for entry in row.values())
    return 0 if complete else 1


if __name__ == '__main__':
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
