"""What a program that fails prints on a terminal is coloured."""

import os
import pty
import subprocess
import tempfile
import unittest

from support import RONDO

PROGRAM = """\
const error = new Error('told');
error.deep = { a: { b: { c: 'text' } } };
throw error;
"""


def run_on_terminal(arguments, env=None):
    """The exit code and all that is printed, with a terminal as stderr."""
    main, other = pty.openpty()
    kept = {k: v for k, v in os.environ.items()
            if k in ('PATH', 'HOME', 'RONDO_BACKEND')
            or k.endswith('SAN_OPTIONS')}
    process = subprocess.Popen(
        [RONDO, *arguments], stdin=subprocess.DEVNULL, stdout=other,
        stderr=other, env={**kept, 'TERM': 'xterm-256color', **(env or {})})
    os.close(other)
    printed = b''
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:  # the last end of the terminal was closed
            break
        if not part:
            break
        printed += part
    os.close(main)
    return process.wait(), printed.decode().replace('\r\n', '\n')


class TerminalColorsTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, 'program.js')
        with open(self.path, 'w', encoding='utf-8') as f:
            f.write(PROGRAM)

    def test_uncaught_errors(self):
        code, printed = run_on_terminal([self.path])
        self.assertEqual(code, 1)
        self.assertIn("c: \x1b[32m'text'\x1b[39m", printed)
        grey = [line for line in printed.split('\n') if '(node:' in line]
        self.assertTrue(grey)
        for line in grey:
            self.assertTrue(line.startswith('\x1b[90m'), line)

    def test_thrown_values(self):
        code, printed = run_on_terminal(['-e', "throw { a: 'text' }"])
        self.assertEqual(code, 1)
        self.assertIn("{ a: \x1b[32m'text'\x1b[39m }", printed)

    def test_without_colors(self):
        for env in ({'NO_COLOR': '1'}, {'NODE_DISABLE_COLORS': '1'},
                    {'FORCE_COLOR': '0'}, {'TERM': 'dumb'}):
            with self.subTest(env):
                code, printed = run_on_terminal([self.path], env)
                self.assertEqual(code, 1)
                self.assertIn("c: 'text'", printed)
                self.assertNotIn('\x1b', printed)

    def test_forced_colors_of_a_pipe(self):
        run = subprocess.run(
            [RONDO, self.path], capture_output=True, text=True,
            env={**os.environ, 'FORCE_COLOR': '1'}, check=False)
        self.assertIn("c: \x1b[32m'text'\x1b[39m", run.stderr)

    def test_ignored_variables(self):
        def warnings(**env):
            kept = {k: v for k, v in os.environ.items() if 'COLOR' not in k}
            run = subprocess.run(
                [RONDO, '-e', 'console.log(1); console.error(2)'],
                capture_output=True, text=True, env={**kept, **env},
                check=False)
            return [line.split('Warning: ')[1]
                    for line in run.stderr.split('\n') if 'Warning: ' in line]

        end = " env is ignored due to the 'FORCE_COLOR' env being set."
        self.assertEqual(warnings(FORCE_COLOR='1', NO_COLOR='1'),
                         [f"The 'NO_COLOR'{end}"])
        self.assertEqual(
            warnings(FORCE_COLOR='', NO_COLOR='1', NODE_DISABLE_COLORS='1'),
            [f"The 'NODE_DISABLE_COLORS' and 'NO_COLOR'{end}"])
        self.assertEqual(warnings(FORCE_COLOR='1', NO_COLOR=''), [])
        self.assertEqual(warnings(FORCE_COLOR='0', NO_COLOR='1'), [])
        self.assertEqual(warnings(NO_COLOR='1'), [])


if __name__ == '__main__':
    unittest.main()
