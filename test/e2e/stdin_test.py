"""Standard input and output as pipes and terminals."""

import os
import pty
import signal
import subprocess
import termios
import time
import unittest

RONDO = os.environ['RONDO']

# What stdout.getColorDepth looks at beside TERM; a CI machine sets the first.
TELLS_COLORS = ('CI', 'COLORTERM', 'FORCE_COLOR', 'NODE_DISABLE_COLORS',
                'NO_COLOR', 'TEAMCITY_VERSION', 'TERM_PROGRAM', 'TMUX')


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

    def test_two_processes_that_share_a_pipe_do_not_wait_for_each_other(self):
        reading, writing = os.pipe()
        children = [subprocess.Popen(
            [RONDO, '-e', '''
                process.stdin.on('data', () => {});
                setInterval(() => {}, 1000);
                process.on('SIGUSR1', () => process.exit(5));
                process.stdout.write('.');
            '''], stdin=reading, stdout=subprocess.PIPE) for _ in range(2)]
        try:
            for child in children:
                self.assertEqual(child.stdout.read(1), b'.')
            for _ in range(20):
                time.sleep(0.01)
                os.write(writing, b'x')  # one of them gets it
            time.sleep(0.05)
            for child in children:
                child.send_signal(signal.SIGUSR1)
                self.assertEqual(child.wait(10), 5)
        finally:
            for child in children:
                child.kill()
                child.stdout.close()
            os.close(reading)
            os.close(writing)

    def test_what_was_printed_is_out_before_exit(self):
        result = run('''
            process.stdout.write('x'.repeat(3_000_000));
            process.exit(3);
        ''')
        self.assertEqual(len(result.stdout), 3_000_000)
        self.assertEqual(result.returncode, 3)

    def write_to(self, stdout):
        """What a listener learns of a failed write to `stdout`."""
        return subprocess.run(
            [RONDO, '-e', """
                process.stdout.on('error', ({ message, code, errno, syscall }) =>
                  console.error(`${message}|${code}|${errno}|${syscall}`));
                process.stdout.write('x', (error) =>
                  console.error('callback', error.code));
                process.on('exit', (code) =>
                  console.error(code, process.stdout.writable));
            """], stdout=stdout, stderr=subprocess.PIPE, text=True,
            timeout=30).stderr.splitlines()

    def test_errors_of_stdout_read_as_of_what_it_is(self):
        reader, writer = os.pipe()
        os.close(reader)
        self.addCleanup(os.close, writer)
        self.assertEqual(self.write_to(writer), [
            'callback EPIPE', 'write EPIPE|EPIPE|-32|write', '0 true'])
        with open('/dev/full', 'w', encoding='utf-8') as full:
            self.assertEqual(self.write_to(full), [
                'callback ENOSPC',
                'ENOSPC: no space left on device, write|ENOSPC|-28|write',
                '0 true'])

    def test_an_error_of_stdout_without_a_listener_is_uncaught(self):
        reader, writer = os.pipe()
        os.close(reader)
        self.addCleanup(os.close, writer)
        result = subprocess.run(
            [RONDO, '-e', 'process.stdout.write("x")'], stdout=writer,
            stderr=subprocess.PIPE, text=True, timeout=30)
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr, r'\n\nError: write EPIPE\n')
        # As in Node, console.log gives up in silence.
        result = subprocess.run(
            [RONDO, '-e', 'console.log("x")'], stdout=writer,
            stderr=subprocess.PIPE, text=True, timeout=30)
        self.assertEqual((result.stderr, result.returncode), ('', 0))

    def test_a_closed_stdout_swallows_what_is_written(self):
        result = subprocess.run(
            ['sh', '-c', '"$0" -e "$1" >&-', RONDO,
             "console.log('x'); process.stdout.write('y', (error) => "
             'console.error(error ?? "no error"))'],
            stderr=subprocess.PIPE, text=True, timeout=30)
        self.assertEqual((result.stderr, result.returncode), ('no error\n', 0))

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

    def test_a_terminal_is_written_to(self):
        """Its size, also when that changes; what moves its cursor; colours."""
        master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (30, 100))
        child = subprocess.Popen(
            [RONDO, '-e', r"""
                const { stdout } = process;
                const show = (...values) => console.log(values.join(' '));
                show(stdout.columns, stdout.rows, stdout.getWindowSize());
                show(stdout.getColorDepth(), stdout.hasColors(),
                     stdout.hasColors(257), stdout.hasColors({ TERM: 'dumb' }),
                     stdout.getColorDepth({ COLORTERM: 'truecolor' }));
                console.log(5);
                stdout.cursorTo(3);
                stdout.cursorTo(3, 4);
                stdout.moveCursor(-2, 1);
                stdout.clearLine(-1);
                stdout.clearLine(1);
                stdout.clearLine(0);
                stdout.clearScreenDown(() => show('|'));
                const hold = setInterval(() => {}, 1000);
                stdout.once('resize', () => {
                  show('resized', stdout.columns, stdout.rows);
                  clearInterval(hold);
                });
            """], stdin=slave, stdout=slave, stderr=slave,
            env={**{key: value for key, value in os.environ.items()
                    if key not in TELLS_COLORS}, 'TERM': 'xterm-256color'})
        text = b''
        while b'|' not in text:
            text += os.read(master, 1000)
        termios.tcsetwinsize(slave, (20, 80))
        child.send_signal(signal.SIGWINCH)
        os.close(slave)
        try:
            while True:
                text += os.read(master, 1000)
        except OSError:
            pass
        self.assertEqual(child.wait(10), 0, text)
        os.close(master)
        self.assertEqual(text.decode().replace('\r\n', '\n'), (
            '100 30 100,30\n8 true false false 24\n\x1b[33m5\x1b[39m\n'
            '\x1b[4G\x1b[5;4H\x1b[2D\x1b[1B\x1b[1K\x1b[0K\x1b[2K\x1b[0J|\n'
            'resized 80 20\n'))

    def test_streams_of_a_terminal_need_no_new(self):
        master, slave = pty.openpty()
        result = subprocess.run(
            [RONDO, '-e', '''
                const tty = require('tty');
                class Keys extends tty.ReadStream {}
                for (const stream of [tty.ReadStream(0), new tty.ReadStream(0),
                                      new Keys(0), tty.WriteStream(0)]) {
                  const { constructor } = stream;
                  console.log(constructor.name, stream.isTTY,
                              stream instanceof constructor,
                              constructor === tty[constructor.name]);
                  if (stream.unref) stream.unref();
                }
            '''], stdin=slave, capture_output=True, text=True, timeout=30)
        os.close(slave)
        os.close(master)
        self.assertEqual(result.stdout, (
            'ReadStream true true true\nReadStream true true true\n'
            'Keys true true false\nWriteStream true true true\n'),
            result.stderr)

    def test_what_is_no_terminal(self):
        result = run("""
            const tty = require('tty');
            const show = (call) => {
              try { call(); } catch (e) { console.log(e.code, e.message); }
            };
            console.log(tty.isatty(0), tty.isatty(-1), tty.isatty('0'));
            show(() => new tty.ReadStream(-1));
            const fd = require('fs').openSync(process.execPath);
            show(() => new tty.ReadStream(fd));
            show(() => new tty.WriteStream(fd));
        """, input=b'')
        failed = ('ERR_TTY_INIT_FAILED TTY initialization failed: uv_tty_init '
                  'returned EINVAL (invalid argument)\n')
        self.assertEqual(result.stdout.decode(), 'false false false\n'
                         'ERR_INVALID_FD "fd" must be a positive integer: -1\n'
                         + failed * 2)


if __name__ == '__main__':
    unittest.main()
