"""Tables of results."""

import collections
import json
import sys

from buckets import TIERS


def tally(results):
    mods = collections.defaultdict(collections.Counter)
    for name, r in results.items():
        mods[r['module']][r['status']] += 1
        mods[r['module']]['n'] += 1
    return mods


def ordered(mods):
    rows = []
    for tier, names in TIERS:
        rows.append((tier, [m for m in names if m in mods]))
    return rows


def print_table(results, out=sys.stdout):
    mods = tally(results)
    fmt = '%-20s %8s %6s %6s %8s %6s %7s'
    print(fmt % ('module', 'eligible', 'pass', 'fail', 'timeout', 'skip', 'pass %'), file=out)
    total = collections.Counter()
    for tier, names in ordered(mods):
        sub = collections.Counter()
        for m in names:
            c = mods[m]
            sub.update(c)
            print(fmt % (m, c['n'], c['pass'], c['fail'], c['timeout'], c['skip'],
                         '%.1f' % (100.0 * c['pass'] / c['n'])), file=out)
        if sub['n']:
            print(fmt % ('== ' + tier, sub['n'], sub['pass'], sub['fail'], sub['timeout'],
                         sub['skip'], '%.1f' % (100.0 * sub['pass'] / sub['n'])), file=out)
        total.update(sub)
    if total['n']:
        print(fmt % ('== total', total['n'], total['pass'], total['fail'], total['timeout'],
                     total['skip'], '%.1f' % (100.0 * total['pass'] / total['n'])), file=out)


def merged_table(specs, exclude):
    runs = []
    for s in specs:
        label, path = s.split('=', 1)
        data = json.load(open(path))['results']
        runs.append((label, data))
    mods, every = collections.defaultdict(list), collections.Counter()
    for name, r in runs[0][1].items():
        if r['module'] == 'internals':
            continue
        every[r['module']] += 1
        if name not in exclude:
            mods[r['module']].append(name)

    def cell(data, names):
        ran = [n for n in names if n in data]
        ok = sum(data[n]['status'] == 'pass' for n in ran)
        if not ran:
            return '-'
        pct = '%d%%' % (100.0 * ok / len(ran))
        return '%d (%s)' % (ok, pct) if len(ran) == len(names) else \
            '%d/%d (%s)' % (ok, len(ran), pct)
    print('| module | files | eligible | ' + ' | '.join(l for l, _ in runs) + ' |')
    print('|---|---:|---:|' + '---:|' * len(runs))
    everything = []
    for tier, names in ordered(mods):
        sub = []
        for m in names:
            sub += mods[m]
            print('| %s | %d | %d | %s |' % (m, every[m], len(mods[m]),
                                             ' | '.join(cell(d, mods[m]) for _, d in runs)))
        if sub:
            print('| **%s** | **%d** | **%d** | %s |' % (
                tier, sum(every[m] for m in names), len(sub),
                ' | '.join('**%s**' % cell(d, sub) for _, d in runs)))
        everything += sub
    print('| **total** | **%d** | **%d** | %s |' % (
        sum(every.values()), len(everything),
        ' | '.join('**%s**' % cell(d, everything) for _, d in runs)))
