"""What tools/mutate/run.py says of edits that are caught, survive, or are no
use."""
import os
import subprocess
import sys
import tempfile
import unittest

from support import RONDO, ROOT

CAUGHT = """
[caught]
file = lib/querystring.js
find = if (limit > 0 && count++ >= limit) break;
replace =
test = js/querystring
why = no limit
"""
SURVIVES = """
[survives]
file = lib/querystring.js
find = // Empty pairs count, too.
replace = // Empty pairs do not count.
test = js/querystring
why = a comment
"""
GONE = CAUGHT.replace('[caught]', '[gone]').replace('limit >', 'limits >')
BROKEN = CAUGHT.replace('[caught]', '[broken]').replace('replace =',
                                                        'replace = if (')
NO_TEST = CAUGHT.replace('[caught]', '[no_test]').replace(
    'js/querystring', 'js/no_such_test')


class Mutate(unittest.TestCase):
    def run_tool(self, text, *options):
        with tempfile.TemporaryDirectory() as folder:
            with open(f'{folder}/edits.ini', 'w', encoding='utf-8') as f:
                f.write(text)
            run = subprocess.run(
                [sys.executable, f'{ROOT}/tools/mutate/run.py', '--lists',
                 folder, '--build', os.path.dirname(RONDO), *options],
                stdin=subprocess.DEVNULL, capture_output=True, text=True,
                timeout=120, check=False)
        return run.returncode, run.stdout + run.stderr

    def test_a_caught_edit(self):
        status, out = self.run_tool(CAUGHT)
        self.assertIn('caught caught', out)
        self.assertIn('1 of 1 caught', out)
        self.assertEqual(status, 0)

    def test_one_that_survives(self):
        status, out = self.run_tool(CAUGHT + SURVIVES)
        self.assertIn('SURVIVED survives', out)
        self.assertIn('1 of 2 caught', out)
        self.assertEqual(status, 1)

    def test_one_whose_text_is_gone(self):
        status, out = self.run_tool(GONE, '--check')
        self.assertEqual(out, 'tools/mutate: gone: lib/querystring.js has its '
                         'text 0 times, not once\n')
        self.assertEqual(status, 1)

    def test_one_with_which_nothing_starts(self):
        # Nor does a list prove anything whose tests fail, or are not there.
        status, out = self.run_tool(BROKEN)
        self.assertIn('USELESS', out)
        self.assertEqual(status, 1)
        status, out = self.run_tool(NO_TEST)
        self.assertIn('fail without any edit', out)
        self.assertEqual(status, 1)

    def test_the_sample_is_the_commits(self):
        first = self.run_tool(CAUGHT + SURVIVES, '--sample', '1', '--list')
        self.assertEqual(
            first, self.run_tool(CAUGHT + SURVIVES, '--sample', '1', '--list'))
        self.assertEqual(len(first[1].splitlines()), 1)


if __name__ == '__main__':
    unittest.main()
