"""What tools/chaos/run.py says of programs that do well, and of others."""
import os
import subprocess
import sys
import tempfile
import unittest

from support import RONDO, ROOT

# A program that answers what run.py asks, and then does what it should not.
SERVER = """
const net = require('net');
const http = require('http');
const open = new Set();
const server = http.createServer((request, response) => response.end());
const other = net.createServer((socket) => {
  socket.on('error', () => {}).resume();
  KEEP
});
const control = net.createServer((socket) => {
  socket.on('data', (line) => {
    if (String(line).startsWith('state')) {
      socket.write(JSON.stringify({ open: [...open], resources: [] }) + '\\n');
      return;
    }
    server.close();
    other.close();
    control.close();
    socket.end('ending\\n');
    END
  });
});
server.listen(0, () => other.listen(0, () => control.listen(0, () => {
  console.log('ports ' + JSON.stringify({
    control: control.address().port, http: [server.address().port],
    net: [other.address().port] }));
})));
"""


class Chaos(unittest.TestCase):
    def run_tool(self, *options, keep='', end=''):
        with tempfile.TemporaryDirectory() as folder:
            if keep or end:
                path = f'{folder}/program.js'
                with open(path, 'w', encoding='utf-8') as f:
                    f.write(SERVER.replace('KEEP', keep).replace('END', end))
                options = ('--program', path, *options)
            run = subprocess.run(
                [sys.executable, f'{ROOT}/tools/chaos/run.py', '--seed', '7',
                 '--build', os.path.dirname(RONDO), '--backend', 'epoll',
                 '--time', '0', '--round', '1', '--patience', '2', *options],
                stdin=subprocess.DEVNULL, capture_output=True, text=True,
                timeout=120, check=False)
        return run.returncode, run.stdout + run.stderr

    def test_a_round_of_the_real_program(self):
        status, out = self.run_tool('--patience', '15')
        self.assertIn('1 rounds', out)
        self.assertEqual(status, 0, out)

    def test_what_stays_open_is_named(self):
        status, out = self.run_tool(keep="open.add('a socket');")
        self.assertIn('seed 7 on epoll: still open: ["a socket"]', out)
        self.assertIn('--seed 7', out)
        self.assertEqual(status, 1)

    def test_one_that_does_not_end(self):
        status, out = self.run_tool(end='setInterval(() => {}, 1000);')
        self.assertIn('it does not end', out)
        self.assertEqual(status, 1)

    def test_one_that_ends_badly(self):
        status, out = self.run_tool(end='process.exitCode = 3;')
        self.assertIn('exit code 3', out)
        status, out = self.run_tool(
            end="console.error('CHAOS FAULT: of ours');")
        self.assertIn('it complained', out)
        self.assertEqual(status, 1)


if __name__ == '__main__':
    unittest.main()
