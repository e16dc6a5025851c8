"""What signals mean to a process, whatever its parent made of them."""

import os
import resource
import signal
import subprocess
import tempfile
import unittest

RONDO = os.environ['RONDO']


class Signals(unittest.TestCase):
    def run_rondo(self, script, preexec):
        with tempfile.TemporaryDirectory() as directory:
            return subprocess.run(
                [RONDO, '-e', script], timeout=30, text=True,
                capture_output=True, cwd=directory, preexec_fn=preexec,
                restore_signals=False)

    def test_what_the_parent_ignores_is_not_ignored(self):
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGUSR2):
            result = self.run_rondo(
                f"process.kill(process.pid, '{number.name}');"
                'setTimeout(() => {}, 5000);',
                lambda: signal.signal(number, signal.SIG_IGN))
            self.assertEqual(result.returncode, -number)

    def test_nor_once_listeners_came_and_went(self):
        result = self.run_rondo(
            "process.on('SIGINT', () => {"
            "  process.removeAllListeners('SIGINT');"
            "  process.kill(process.pid, 'SIGINT');"
            '});'
            "process.kill(process.pid, 'SIGINT');"
            'setTimeout(() => {}, 5000);',
            lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
        self.assertEqual(result.returncode, -signal.SIGINT)

    def test_a_file_over_the_limit_is_an_error(self):
        result = self.run_rondo(
            "try { fs.writeFileSync('big', 'x'.repeat(5000)); }"
            'catch (error) { console.log(error.code, error.syscall); }',
            lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024)))
        self.assertEqual((result.stdout, result.returncode),
                         ('EFBIG write\n', 0))

    def test_a_closed_pipe_is_an_error(self):
        read, write = os.pipe()
        os.close(read)
        process = subprocess.Popen(
            [RONDO, '-e', 'try { fs.writeSync(1, "x"); }'
             'catch (error) { process.exit(error.code === "EPIPE" ? 7 : 8); }'],
            stdout=write, restore_signals=True)
        os.close(write)
        self.assertEqual(process.wait(30), 7)


if __name__ == '__main__':
    unittest.main()
