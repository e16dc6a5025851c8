"""SVG bar charts of the results: horizontal bars, one panel a row, each bar
with its figure. Readable on light and dark pages; colour is never the only
sign, since every bar is labelled."""

from html import escape

MB = 1024 * 1024

# Fill by competitor: (light, dark).
_FILLS = {
    'rondo-uring': ('#c2410c', '#fb923c'), 'rondo-epoll': ('#ea580c', '#fdba74'),
    'cpp-uring': ('#a16207', '#facc15'), 'cpp-epoll': ('#ca8a04', '#fde047'),
    'bare-uring': ('#6b7280', '#9ca3af'), 'bare-epoll': ('#9ca3af', '#6b7280'),
    'node': ('#15803d', '#4ade80'), 'bun': ('#be185d', '#f9a8d4'),
    'deno': ('#4338ca', '#a5b4fc'),
}

_WIDTH, _LABEL, _VALUE, _BAR, _GAP, _HEAD = 760, 170, 110, 16, 5, 30


def _style():
    light = ''.join(f'.{n}{{fill:{c[0]}}}' for n, c in _FILLS.items())
    dark = ''.join(f'.{n}{{fill:{c[1]}}}' for n, c in _FILLS.items())
    return ('text{font:12px system-ui,sans-serif;fill:#1f2937}'
            '.t{font-size:16px;font-weight:600}.h{font-weight:600}'
            '.s{fill:#6b7280}.bg{fill:#ffffff}.ax{stroke:#d1d5db}' + light +
            '@media(prefers-color-scheme:dark){text{fill:#e5e7eb}'
            '.s{fill:#9ca3af}.bg{fill:#111827}.ax{stroke:#374151}' + dark + '}')


def chart(title, unit, panels):
    """An SVG. `panels`: [(heading, [(competitor, label, value, text)])]."""
    parts, y = [], 70
    span = _WIDTH - _LABEL - _VALUE - 20
    for heading, bars in panels:
        parts.append(f'<text class="h" x="16" y="{y}">{escape(heading)}</text>')
        y += 10
        top = y
        most = max((max(v, 0) for _, _, v, _ in bars), default=0) or 1
        for name, label, value, text in bars:
            width = max(1.0, max(value, 0) / most * span)
            middle = y + _BAR - 4
            parts.append(
                f'<text x="{_LABEL - 8}" y="{middle}" text-anchor="end">'
                f'{escape(label)}</text>'
                f'<rect class="{name}" x="{_LABEL}" y="{y}" rx="2" '
                f'width="{width:.1f}" height="{_BAR}"/>'
                f'<text x="{_LABEL + width + 6:.1f}" y="{middle}">'
                f'{escape(text)}</text>')
            y += _BAR + _GAP
        parts.append(f'<line class="ax" x1="{_LABEL}" y1="{top - 2}" '
                     f'x2="{_LABEL}" y2="{y - _GAP + 2}"/>')
        y += _HEAD
    height = y - _HEAD + 16
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" '
            f'height="{height}" viewBox="0 0 {_WIDTH} {height}" role="img" '
            f'aria-label="{escape(title)}"><style>{_style()}</style>'
            f'<rect class="bg" width="{_WIDTH}" height="{height}" rx="6"/>'
            f'<text class="t" x="16" y="26">{escape(title)}</text>'
            f'<text class="s" x="16" y="43">{escape(unit)}</text>'
            + ''.join(parts) + '</svg>\n')


def _panels(rows, results, labels, kinds, key, text, heading=None, only=None):
    panels = []
    for row in rows:
        if row.kind not in kinds or (only and row.name != only):
            continue
        bars = []
        for name, label in labels.items():
            entry = results.get(row.name, {}).get(name, {})
            value = entry.get('median', {}).get(key)
            if value is not None:
                bars.append((name, label, value, text(value)))
        if bars:
            panels.append((heading or row.title, bars))
    return panels


def _us(v):
    if v >= 10_000:
        return f'{v / 1000:,.1f} ms'
    digits = 0 if v >= 100 else 1 if v >= 10 else 2
    return f'{v:,.{digits}f} µs'


def _mb(v):
    return f'{v / MB:.1f} MB'


def charts(rows, results, labels):
    """File name -> (title, SVG), for those of which the results have anything.
    """

    def of(*arguments, **more):
        return _panels(rows, results, labels, *arguments, **more)

    found = {
        'hello.svg': ('CPU time of a hello request',
                      'microseconds, all threads; shorter is better',
                      of(('load',), 'cpu_us', _us, only='hello-64')),
        'cpu.svg': ('CPU time a request',
                    'microseconds, all threads; shorter is better',
                    of(('load',), 'cpu_us', _us)),
        'latency.svg': ('99th percentile of latency',
                        'closed loop; shorter is better',
                        of(('load',), 'p99_us', _us)),
        'memory.svg': (
            'Memory', 'resident; shorter is better',
            of(('base',), 'rss', _mb)
            + of(('memory',), 'rss_start', _mb,
                 heading='hello server after start')
            + of(('memory',), 'rss', _mb,
                 heading='hello server after its requests')
            + of(('idle',), 'bytes_per_connection',
                 lambda v: f'{v:,.0f} B')),
        'start-up.svg': ('Start-up', 'hello script, start to finish, wall '
                         'clock; shorter is better',
                         of(('startup',), 'wall_ms', lambda v: f'{v:.1f} ms')),
        'lines.svg': ('Lines of a file', 'start to finish, wall clock; shorter '
                      'is better',
                      of(('lines',), 'wall_ms', lambda v: f'{v:.0f} ms')),
    }
    return {name: (what[0], chart(*what))
            for name, what in found.items() if what[2]}
