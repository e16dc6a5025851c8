"""Medians of the rounds, and the tables that a reader sees."""

import statistics

from .targets import BUSY

MB = 1024 * 1024
# More than this share of a core taken by other processes makes figures doubtful.
OTHERS = 0.10


def combine(rounds):
    """Several measurements of one competitor on one row as one entry."""
    if not rounds:
        return {}
    keys = set().union(*rounds)
    median = {k: statistics.median(r[k] for r in rounds if k in r)
              for k in sorted(keys)}
    return {'median': median, 'rounds': rounds}


def _us(v):
    return f'{v:,.0f}' if v >= 1000 else f'{v:.1f}' if v >= 10 else f'{v:.2f}'


def _bytes(v):
    if v < 0:
        return f'{v:,.0f} B'
    return f'{v / MB:.1f} MB' if v >= MB else f'{v:,.0f} B'


def _relative(entries, name, key):
    """The competitor's figure as multiples of its bare loop's and node's."""
    mine = entries[name]['median'].get(key)

    def of(other):
        value = entries.get(other, {}).get('median', {}).get(key)
        return f'{mine / value:.2f}' if value else ''

    bare = f'bare-{name.rsplit("-", 1)[-1]}'
    if bare not in ('bare-uring', 'bare-epoll'):
        bare = min((n for n in ('bare-uring', 'bare-epoll')
                    if entries.get(n, {}).get('median', {}).get(key)),
                   key=lambda n: entries[n]['median'][key], default='')
    return of(bare), of('node')


def _load_cells(entries, name):
    m = entries[name]['median']
    rps = f'{m["rps"]:,.0f}'
    bare, node = _relative(entries, name, 'cpu_us')
    notes = []
    if not m.get('same_bytes_as_node', 1):
        notes.append('answers other bytes than node')
    if m['reconnects']:
        notes.append(f'{m["reconnects"]:,.0f} connections lost')
    return [_us(m['cpu_us']), bare, node,
            rps if m['busy'] >= BUSY else f'({rps})', f'{m["busy"]:.0%}',
            _us(m['p50_us']), _us(m['p99_us']), '; '.join(notes)]


def _idle_cells(entries, name):
    m = entries[name]['median']
    return [_bytes(m['bytes_per_connection']), _bytes(m['anon_per_connection']),
            _bytes(m['rss_warm']), _bytes(m['rss'])]


def _memory_cells(entries, name):
    m = entries[name]['median']
    return [_bytes(m['rss_start']), _bytes(m['anon_start']), _bytes(m['rss']),
            _bytes(m['rss_settled']), _bytes(m['peak']),
            f'{m["requests"]:,.0f}']


def _base_cells(entries, name):
    m = entries[name]['median']
    return [_bytes(m['rss']), _bytes(m['anon'])]


def _startup_cells(entries, name):
    m = entries[name]['median']
    return [f'{m["wall_ms"]:.1f}', f'{m["wall_min_ms"]:.1f}',
            f'{m["cpu_ms"]:.1f}', _relative(entries, name, 'wall_ms')[1],
            _bytes(m['peak'])]


def _figures_columns(row):
    def cells(entries, name):
        m = entries[name]['median']
        return [f'{m[key] / unit:,.1f}' for key, _, unit in row.figures]
    return cells, [head for _, head, _ in row.figures]


_TABLES = {
    'load': (_load_cells, ['CPU µs a request', '× bare', '× node',
                           'requests/s', 'core busy', 'p50 µs', 'p99 µs',
                           'remarks']),
    'idle': (_idle_cells, ['RSS a connection', 'of it anonymous',
                           'RSS before', 'RSS with all']),
    'memory': (_memory_cells, ['RSS after start', 'of it anonymous',
                               'RSS after requests', 'idle again', 'peak',
                               'requests']),
    'base': (_base_cells, ['RSS', 'of it anonymous']),
    'startup': (_startup_cells, ['wall ms', 'fastest', 'CPU ms', '× node',
                                 'peak RSS']),
    'lines': (_startup_cells, ['wall ms', 'fastest', 'CPU ms', '× node',
                               'peak RSS']),
}


def _line(cells, widths):
    padded = [cells[0].ljust(widths[0])]
    padded += [c.rjust(w) for c, w in zip(cells[1:], widths[1:])]
    return '| ' + ' | '.join(padded) + ' |'


def row_table(row, entries, labels):
    """One row as a markdown table. `labels`: competitor -> label, in order."""
    cells_of, heads = (_figures_columns(row) if row.kind == 'figures'
                       else _TABLES[row.kind])
    lines, missing, others = [], [], 0.0
    for name, label in labels.items():
        entry = entries.get(name)
        if entry is None:
            continue
        if 'median' not in entry:
            missing.append(f'- {label}: {entry.get("missing", "no figure")}')
            continue
        others = max(others, entry['median'].get('others', 0))
        lines.append([label] + cells_of(entries, name))
    out = [f'### {row.title} (`{row.name}`)', '']
    if lines:
        table = [[''] + heads] + lines
        if not any(line[-1] for line in lines):
            table = [line[:-1] for line in table]
        widths = [max(len(line[i]) for line in table)
                  for i in range(len(table[0]))]
        out.append(_line(table[0], widths))
        out.append('|' + '|'.join(
            '-' * (w + 1) + ('-' if i == 0 else ':')
            for i, w in enumerate(widths)) + '|')
        out += [_line(line, widths) for line in table[1:]]
        out.append('')
    if missing:
        out += ['Without a figure:', ''] + missing + ['']
    if others > OTHERS:
        out += [f'Other processes took up to {others:.0%} of a core: '
                'these figures are noisy.', '']
    return '\n'.join(out)


def targets_table(checks, summary):
    words = {True: 'met', False: '**missed**', None: 'no figure'}
    out = ['## What it must reach', '', summary, '',
           '| target | backend | | figure |', '|---|---|---|---|']
    out += [f'| {c.target} | {c.backend} | {words[c.met]} | {c.figure} |'
            for c in checks]
    return '\n'.join(out) + '\n'


def document(data, rows, labels, checks, summary, plots):
    """The whole run as markdown. `plots`: [(file name, title)]."""
    m = data['machine']
    out = ['# Results of the last bench', '',
           'Written by `./dev bench`; how to read it: [README](../README.md).',
           '',
           f'- {data["date"]}, commit {m["commit"] or "unknown"}'
           + (' with local changes' if m['changed'] else ''),
           f'- {m["cpu"]}, {m["cores"]} cores, {m["memory_mb"]:,} MB'
           + (', virtual' if m['virtual'] else '')
           + f'; {m["system"]}, Linux {m["kernel"]}',
           f'- server on core {m["server_core"]}, load on core '
           f'{m["load_core"]}; {data["rounds"]} rounds of {data["seconds"]} s'
           + (', **quick: fewer warm-ups and requests**'
              if data['quick'] else ''),
           '- ' + '; '.join(f'{k} {v}' for k, v in data['versions'].items()),
           '']
    if checks:
        out += [targets_table(checks, summary), '']
    out += ['## Plots', ''] + [f'![{title}]({name})' for name, title in plots]
    out += ['', '## Rows', '']
    for row in rows:
        if row.name in data['rows']:
            out.append(row_table(row, data['rows'][row.name], labels))
    return '\n'.join(out)
