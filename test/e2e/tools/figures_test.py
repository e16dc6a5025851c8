"""The figures that the documentation quotes are those of the last bench."""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from support import ROOT

ROOT = pathlib.Path(ROOT)
RESULTS = ROOT / 'bench' / 'results'
MB = 1 << 20

COLUMNS = ['rondo-uring', 'rondo-epoll', 'bare-uring', 'bare-epoll', 'node',
           'bun', 'deno']
# Of README's table: the row of the bench, its figure, its unit.
ROWS = {
    'hello, 64 connections': ('hello-64', 'cpu_us', 1),
    'hello, 10,000 connections': ('hello-10000', 'cpu_us', 1),
    '64 connections, 16 pipelined': ('pipelined', 'cpu_us', 1),
    'a 100 KB body': ('body-100k', 'cpu_us', 1),
    'a 4 KB file read and sent': ('file-4k', 'cpu_us', 1),
    'hello with `on-finished`': ('on-finished', 'cpu_us', 1),
    'p99 at 64 connections': ('hello-64', 'p99_us', 1),
    'bytes an idle connection': ('idle-memory', 'bytes_per_connection', 1),
    'MB after 1,000,000 requests': ('memory', 'rss', MB),
    'hello script, ms': ('start-up', 'wall_ms', 1),
}
NUMBER = re.compile(r'\d[\d,]*(?:\.\d+)?')


def numbers(text):
    """(value, half of its last digit's worth) of each number."""
    for found in NUMBER.findall(text):
        plain = found.replace(',', '')
        yield float(plain), 0.5001 * 10 ** -len(plain.partition('.')[2])


def table(path, first_cell):
    """{first cell: other cells} of the table whose head begins so."""
    lines = path.read_text(encoding='utf-8').splitlines()
    start = next(i for i, line in enumerate(lines)
                 if line.startswith(first_cell))
    found = {}
    for line in lines[start + 2:]:
        if not line.startswith('|'):
            break
        name, *cells = [cell.strip() for cell in line.strip('|').split('|')]
        found[name] = cells
    return found


class Figures(unittest.TestCase):
    data = json.loads((RESULTS / 'latest.json').read_text(encoding='utf-8'))

    def test_tables_and_plots_are_of_one_run(self):
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder)
            (out / 'latest.json').write_bytes(
                (RESULTS / 'latest.json').read_bytes())
            subprocess.run([sys.executable, ROOT / 'bench' / 'bench.py',
                            '--redraw', '--out', out], check=True)
            self.assertEqual({path.name for path in out.iterdir()},
                             {path.name for path in RESULTS.iterdir()})
            for path in out.iterdir():
                self.assertEqual(path.read_bytes(),
                                 (RESULTS / path.name).read_bytes(), path.name)

    def test_readme(self):
        found = table(ROOT / 'README.md', '| | Rondo, io_uring |')
        self.assertEqual(set(found), set(ROWS))
        for name, cells in found.items():
            row, key, unit = ROWS[name]
            for competitor, cell in zip(COLUMNS, cells, strict=True):
                if not cell:
                    continue
                value = self.data['rows'][row][competitor]['median'][key] / unit
                for quoted, half in numbers(cell):
                    self.assertAlmostEqual(quoted, value, delta=half,
                                           msg=(name, competitor))

    def test_performance(self):
        """Each number of a cell is one of the figures of its backend."""
        known = {backend: [value for target in self.data['targets']
                           if target['backend'] == backend
                           for value, _ in numbers(target['figure'])]
                 for backend in ('uring', 'epoll')}
        found = table(ROOT / 'docs' / 'performance.md', '| target | io_uring |')
        self.assertGreaterEqual(len(found), 15)
        for name, cells in found.items():
            for backend, cell in zip(('uring', 'epoll'), cells, strict=True):
                for quoted, half in numbers(cell):
                    # The figures are rounded themselves.
                    self.assertTrue(any(abs(quoted - value) <= 1.01 * half
                                        for value in known[backend]),
                                    (name, backend, quoted))


if __name__ == '__main__':
    unittest.main()
