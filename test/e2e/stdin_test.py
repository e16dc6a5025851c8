"""Standard input and output as pipes and terminals."""

import os
import pty
import subprocess
import time
import unittest

RONDO = os.environ['RONDO']


def run(program, input=None, **options):
    return subprocess.run([RONDO, '-e', program], input=input, timeout=30,
                          capture_output=True, **options)


class StandardStreams(unittest.TestCase):
    def test_reads_a_pipe_to_its_end(self):
        result = run('''
            let size = 0;
            process.stdin.on('data', (chunk) => { size += chunk.length; });
            process.stdin.on('end', () => console.log(size));
        ''', input=b'x' * 1_000_000)
        self.assertEqual(result.stdout, b'1000000\n', result.stderr)

    def test_iterates_and_decodes(self):
        result = run('''
            (async () => {
              let text = '';
              process.stdin.setEncoding('utf8');
              for await (const chunk of process.stdin) text += chunk;
              console.log(text.length, text);
            })();
        ''', input='añ€😀'.encode())
        self.assertEqual(result.stdout.decode(), '5 añ€😀\n', result.stderr)

    def test_a_paused_pipe_does_not_hold_the_process(self):
        child = subprocess.Popen(
            [RONDO, '-e', '''
                process.stdin.on('data', () => {});
                setTimeout(() => process.stdin.pause(), 20);
            '''], stdin=subprocess.PIPE)
        try:
            self.assertEqual(child.wait(10), 0)
        finally:
            child.kill()
            child.stdin.close()

    def test_what_was_printed_is_out_before_exit(self):
        result = run('''
            process.stdout.write('x'.repeat(3_000_000));
            process.exit(3);
        ''')
        self.assertEqual(len(result.stdout), 3_000_000)
        self.assertEqual(result.returncode, 3)

    def test_a_reader_that_is_gone_is_no_crash(self):
        child = subprocess.Popen(
            [RONDO, '-e', '''
                for (let i = 0; i < 100_000; i++) console.log('line', i);
            '''], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        child.stdout.read(10)
        child.stdout.close()
        self.assertEqual(child.wait(20), 0, child.stderr.read())
        child.stderr.close()

    def test_a_terminal_is_known(self):
        master, slave = pty.openpty()
        child = subprocess.Popen(
            [RONDO, '-e', '''
                process.stdin.setRawMode(true);
                console.log(process.stdin.isTTY, process.stdout.isTTY);
                process.stdin.once('data', (data) => {
                  console.log(JSON.stringify(String(data)));
                  process.stdin.setRawMode(false);
                  process.stdin.pause();
                });
            '''], stdin=slave, stdout=slave, stderr=slave,
            env={**os.environ, 'TERM': 'dumb'})
        os.close(slave)
        text = b''
        deadline = time.monotonic() + 10
        while b'true true' not in text and time.monotonic() < deadline:
            text += os.read(master, 1000)
        os.write(master, b'\x03')
        try:
            # Until the terminal's last user is gone.
            while True:
                text += os.read(master, 1000)
        except OSError:
            pass
        self.assertIn(b'u0003', text)
        self.assertEqual(child.wait(10), 0, text)
        os.close(master)


if __name__ == '__main__':
    unittest.main()
