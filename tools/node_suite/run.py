#!/usr/bin/env python3
"""Run Node's own test suite against an arbitrary runtime binary.

  run.py --runtime "CMD ARGS" --suite DIR [--modules http,net] [--jobs 2]
                [--timeout 15] [--json out.json] [--baseline old.json]
  run.py --table NAME=a.json NAME=b.json ...     (merge results to one table)

DIR is a checkout that holds test/ (test/parallel, test/sequential, test/es-module, test/async-hooks,
test/common, test/fixtures).  The checkout is test data: keep it outside the repo.

Every test runs in its own process with cwd = DIR, a private temp dir
(NODE_TEST_DIR/TEST_THREAD_ID), a private loopback-only network namespace where the
runner may make one, and a time limit.  Each worker is a child subreaper: whatever a
test leaves behind (setsid'ed daemons included) is a descendant of that worker and is
killed before the next test starts.  Nothing else is ever signalled.

pass = exit status 0.  skip = exit status 0 and a '1..0 # Skipped' line.
Tests that reach into Node's private parts (--expose-internals, internalBinding,
require('internal/...'), V8/Node-private flags) form the bucket 'internals', excluded
unless --internals.  Names in the JSON array env_failures.json beside this
file (what Node itself fails or skips on the test machine) are excluded unless --no-exclude.
The score is pass / eligible: a test the runtime skips (e.g. 'missing crypto') is not a
pass.
"""

import argparse
import collections
import json
import os
import re
import shutil
import signal
import sys
import tempfile
import time

from buckets import TIER_OF, TIERS, collect
from processes import Pool
from reports import merged_table, print_table, tally
from runtimes import Runtime

HERE = os.path.dirname(os.path.abspath(__file__))
ENV_FAILURES = os.path.join(HERE, 'env_failures.json')


def load_names(paths):
    out = set()
    for p in paths:
        for n in json.load(open(p)):
            out.add(n)
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__,
                                 formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--runtime', help='command that runs a script: "CMD ARGS"')
    ap.add_argument('--runtime-test', help='command for files that use node:test '
                    '(default: --runtime; bun/deno profiles use their test subcommand)')
    ap.add_argument('--profile', default='auto',
                    choices=['auto', 'node', 'bun', 'deno', 'rondo', 'generic'])
    ap.add_argument('--flags', default='auto',
                    help="what to do with a test's // Flags: pass | none | comma list of the "
                         'flags the runtime knows (default: node, bun, rondo: pass; deno: mapped; '
                         'else none)')
    ap.add_argument('--check-globals', action='store_true',
                    help="leave common/index.js's leaked-globals check on (it always is for node)")
    ap.add_argument('--env', action='append', default=[], metavar='K=V',
                    help='set in every test (e.g. NODE_OPTIONS=--no-experimental-webstorage)')
    ap.add_argument('--suite', help='checkout that holds test/')
    ap.add_argument('--modules', help='comma list of buckets (or tiers: core, extended, '
                                      'node-tooling)')
    ap.add_argument('--only', help='regex on names such as parallel/test-http-agent.js')
    ap.add_argument('--names', help='JSON array (or text, one a line) of names to run')
    ap.add_argument('--sample', default='1', help='K or K:OFFSET: every K-th test of each bucket')
    ap.add_argument('--internals', action='store_true', help='also run the internals bucket')
    ap.add_argument('--exclude', action='append', default=[], help='JSON array of names')
    ap.add_argument('--no-exclude', action='store_true',
                    help='do not read env_failures.json')
    ap.add_argument('--jobs', type=int, default=2)
    ap.add_argument('--timeout', type=float, default=15)
    ap.add_argument('--max-time', type=float, default=0, help='stop the run after so many seconds')
    ap.add_argument('--max-rss', type=int, default=6144, help='MiB for one test and its children')
    ap.add_argument('--max-output', type=int, default=64, help='MiB')
    ap.add_argument('--no-netns', action='store_true', help='use the host network namespace')
    ap.add_argument('--json', help='write results here')
    ap.add_argument('--baseline', help='earlier --json file: print what changed')
    ap.add_argument('--list', action='store_true', help='list the selected tests and stop')
    ap.add_argument('-v', '--verbose', action='store_true', help='one line per test')
    ap.add_argument('--table', nargs='+', metavar='NAME=FILE', help='merge results to a table')
    o = ap.parse_args()

    exclude = load_names(o.exclude)
    if not o.no_exclude and os.path.exists(ENV_FAILURES):
        exclude |= load_names([ENV_FAILURES])
    if o.table:
        merged_table(o.table, exclude)
        return 0
    if not o.suite or not (o.runtime or o.list):
        ap.error('--runtime and --suite are needed')

    suite = os.path.abspath(o.suite)
    tests = [t for t in collect(suite) if not t['status_skip']]
    n_all = len(tests)
    if not o.internals:
        tests = [t for t in tests if t['module'] != 'internals']
    if o.modules:
        want = set()
        for m in o.modules.split(','):
            want |= set(dict(TIERS).get(m, [m]))
        unknown = want - set(TIER_OF)
        if unknown:
            ap.error('no such bucket: %s (there are: %s)' % (', '.join(sorted(unknown)),
                                                            ', '.join(sorted(TIER_OF))))
        tests = [t for t in tests if t['module'] in want]
    if o.only:
        rx = re.compile(o.only)
        tests = [t for t in tests if rx.search(t['name'])]
    if o.names:
        text = open(o.names).read()
        names = set(json.loads(text) if text.lstrip().startswith('[') else text.split())
        tests = [t for t in tests if t['name'] in names]
    tests = [t for t in tests if t['name'] not in exclude]
    k, _, off = o.sample.partition(':')
    if int(k) > 1:
        seen, kept = collections.Counter(), []
        for t in tests:
            if seen[t['module']] % int(k) == int(off or 0) % int(k):
                kept.append(t)
            seen[t['module']] += 1
        tests = kept
    if o.list:
        for t in tests:
            print('%-20s %s %s' % (t['module'], t['name'], ' '.join(t['flags'])))
        return 0
    if not tests:
        ap.error('no test selected')

    rt = Runtime(o.runtime, o.profile, o.flags, o.runtime_test, o.check_globals)
    rt.env.update(e.split('=', 1) for e in o.env)
    base = tempfile.mkdtemp(prefix='nst-')
    info = {t['name']: t for t in tests}
    results, t0 = {}, time.monotonic()
    stop = {'now': False}
    pool = Pool(max(1, o.jobs), base, rt, suite, o)
    print('%d of %d tests, %d jobs, %gs limit, profile %s, own network namespace: %s' % (
        len(tests), n_all, o.jobs, o.timeout, rt.profile, bool(pool.isolated)), flush=True)

    class Stop(Exception):
        pass

    def on_signal(*_):
        raise Stop
    for s in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(s, on_signal)

    def write_json():
        if not o.json:
            return
        mods = tally(results)
        data = {
            'runtime': o.runtime, 'env': o.env, 'profile': rt.profile, 'suite': suite,
            'date': time.strftime('%Y-%m-%d %H:%M:%S'), 'timeout': o.timeout, 'jobs': o.jobs,
            'sample': o.sample, 'netns': bool(pool.isolated),
            'seconds': round(time.monotonic() - t0, 1), 'complete': not stop['now'],
            'totals': dict(collections.Counter(r['status'] for r in results.values())),
            'modules': {m: dict(c) for m, c in sorted(mods.items())},
            'failing': {m: sorted(n for n, r in results.items()
                                  if r['module'] == m and r['status'] in ('fail', 'timeout'))
                        for m in sorted(mods)},
            'results': dict(sorted(results.items())),
        }
        tmp = o.json + '.tmp'
        with open(tmp, 'w') as f:
            json.dump(data, f, indent=1)
        os.replace(tmp, o.json)

    def report(name, res):
        res['module'] = info[name]['module']
        results[name] = res
        if o.verbose:
            print('%-7s %6d ms  %s  %s' % (res['status'], res['ms'], name,
                                           res.get('err', '')), flush=True)
        elif len(results) % 100 == 0:
            c = collections.Counter(r['status'] for r in results.values())
            print('%5d/%d  %4.0fs  %s' % (len(results), len(tests), time.monotonic() - t0,
                                          dict(c)), flush=True)
            write_json()
        if o.max_time and time.monotonic() - t0 > o.max_time:
            raise Stop

    par = [t for t in tests if not t['name'].startswith('sequential/')]
    seq = [t for t in tests if t['name'].startswith('sequential/')]
    try:
        pool.run(par, o.jobs, report)
        pool.run(seq, 1, report)
        pool.close()
    except Stop:
        for s in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(s, signal.SIG_IGN)
        stop['now'] = True
        print('stopped early: %d of %d done' % (len(results), len(tests)))
        for p, _ in pool.workers.values():
            p.terminate()
        for p, _ in pool.workers.values():
            p.join(15)
    finally:
        shutil.rmtree(base, ignore_errors=True)
    write_json()
    print_table(results)
    if o.baseline:
        old = json.load(open(o.baseline))['results']
        better = sorted(n for n, r in results.items() if r['status'] == 'pass'
                        and n in old and old[n]['status'] != 'pass')
        worse = sorted(n for n, r in results.items() if r['status'] != 'pass'
                       and n in old and old[n]['status'] == 'pass')
        print('\nnow passing: %d\n  %s' % (len(better), '\n  '.join(better)))
        print('no longer passing: %d\n  %s' % (len(worse), '\n  '.join(
            '%s  %s' % (n, results[n].get('err', '')) for n in worse)))
    c = collections.Counter(r['status'] for r in results.values())
    print('\n%d passed, %d failed, %d skipped' % (c['pass'], c['fail'] + c['timeout'], c['skip']))
    return 0


if __name__ == '__main__':
    sys.exit(main())
