"""tools/originality finds what follows other sources word by word."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support import RONDO  # noqa: E402

TOOL = (pathlib.Path(__file__).resolve().parents[3]
        / 'tools/originality/originality.js')

THEIRS = """\
// How long each of the names is, by what it is for.
function measure(names, limit) {
  const lengths = new Map();
  for (const name of names) {
    if (name.length > limit) throw new RangeError(`${name} is too long`);
    lengths.set(name, (lengths.get(name) ?? 0) + name.length);
  }
  return [...lengths].filter(([name, length]) => length < limit && name !== '');
}
module.exports = { measure };
"""

# Neither comments nor braces count, nor half of the names.
RENAMED = (THEIRS.replace('// How long', '// The length')
           .replace('{\n    if', '\n    if').replace('lengths', 'sizes'))

OURS = """\
'use strict';
class Table {
  #rows = [];
  add(row) { this.#rows.push(row); return this; }
  get size() { return this.#rows.length; }
  *[Symbol.iterator]() { for (const row of this.#rows) yield row.toString(); }
}
exports.Table = Table;
"""


class OriginalityTest(unittest.TestCase):

    def run_tool(self, files, allowed=None):
        """Exit code and output for a lib/ of these files."""
        with tempfile.TemporaryDirectory() as directory:
            root = pathlib.Path(directory)
            for name, text in {'theirs/measure.js': THEIRS,
                               **files}.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            if allowed is not None:
                (root / 'tools').mkdir()
                (root / 'tools/originality_allowed.txt').write_text(allowed)
            run = subprocess.run(
                [RONDO, TOOL, '--against', root / 'theirs', root / 'lib'],
                capture_output=True, text=True,
                env={**os.environ, 'RONDO_BACKEND': ''})
            return run.returncode, run.stdout + run.stderr

    def test_accepts_our_own(self):
        code, output = self.run_tool({'lib/table.js': OURS})
        self.assertEqual(code, 0, output)
        self.assertIn('0.0 % of', output)

    def test_refuses_what_was_renamed(self):
        code, output = self.run_tool({'lib/table.js': OURS * 40,
                                      'lib/a.js': RENAMED * 4})
        self.assertEqual(code, 1, output)
        self.assertRegex(output, r'a\.js \(\d+\)  TOO MUCH')

    def test_refuses_a_little_of_everything(self):
        code, output = self.run_tool({'lib/a.js': RENAMED})
        self.assertEqual(code, 1, output)
        self.assertNotIn('TOO MUCH', output)

    def test_allows_what_is_listed_with_a_reason(self):
        files = {'lib/table.js': OURS * 120, 'lib/a.js': RENAMED * 4}
        code, output = self.run_tool(files, 'a.js  a table of facts\n')
        self.assertEqual(code, 0, output)
        code, output = self.run_tool(files, 'a.js\n')
        self.assertNotEqual(code, 0, output)
        self.assertIn('no reason for a.js', output)


if __name__ == '__main__':
    unittest.main()
