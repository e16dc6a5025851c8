"""System calls that a sandbox refuses, and places that are gone."""
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import unittest

import support

# x86-64 and arm64.
NUMBERS = {
    'x86_64': {'statx': 332, 'io_uring_enter': 426, 'accept4': 288},
    'aarch64': {'statx': 291, 'io_uring_enter': 426, 'accept4': 242},
}.get(platform.machine(), {})
ENOSYS, EPERM, ECONNABORTED = 38, 1, 103
HERE = os.path.dirname(os.path.abspath(__file__))


def run(refused, program, flags=(), backend=None):
    """What a program prints to which calls are refused, and its exit code."""
    calls = ','.join(f'{NUMBERS[name]}={error}' for name, error in refused)
    env = dict(os.environ)
    if backend is not None:
        env['RONDO_BACKEND'] = backend
    result = subprocess.run(
        [sys.executable, os.path.join(HERE, 'refused_calls.py'), calls,
         support.RONDO, *flags, '-e', program], env=env, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        timeout=support.PATIENCE)
    return result.stdout, result.stderr, result.returncode


@unittest.skipUnless(NUMBERS, 'numbers of system calls unknown here')
class Refused(unittest.TestCase):
    def test_statx(self):
        program = """
            const fs = require('fs');
            const show = (stats) => stats.isFile() && stats.size > 0;
            console.log(show(fs.statSync(process.execPath)),
                        show(fs.lstatSync(process.execPath)));
            fs.stat(process.execPath, (e, stats) => console.log(show(stats)));
            fs.fstat(fs.openSync(process.execPath),
                     (e, stats) => console.log(show(stats)));
            fs.readFile('/proc/self/status', (e) => console.log(e));
        """
        for error in (ENOSYS, EPERM):
            out, err, code = run([('statx', error)], program)
            self.assertEqual(sorted(out.split()),
                             ['null', 'true', 'true', 'true', 'true'], err)
            self.assertEqual((err, code), ('', 0))

    def test_io_uring_may_be_set_up_and_not_used(self):
        for error in (ENOSYS, EPERM):
            out, err, code = run(
                [('io_uring_enter', error)], 'setTimeout(() => {'
                ' console.log("fired"); }, 1)', ['--verbose'], 'auto')
            self.assertEqual((out, code), ('fired\n', 0), err)
            self.assertRegex(err, r'runs on epoll \(io_uring: E[A-Z]+, ')

    def test_accept_that_always_fails_does_not_spin(self):
        program = """
            const net = require('net');
            const server = net.createServer().listen(0, () => {
              net.connect(server.address().port);
              const before = process.cpuUsage();
              setTimeout(() => {
                const { user, system } = process.cpuUsage(before);
                console.log((user + system) / 1000 < 150 ? 'quiet' : 'spins');
                process.exit();
              }, 500);
            });
            server.on('error', () => {});
        """
        for error in (ENOSYS, EPERM, ECONNABORTED):
            out, err, code = run([('accept4', error)], program,
                                 backend='epoll')
            self.assertEqual((out, err, code), ('quiet\n', '', 0))


class Verbose(unittest.TestCase):
    def test_the_backend_and_why(self):
        for backend in ('epoll', 'uring'):
            result = subprocess.run(
                [support.RONDO, '--verbose', '-e', '0'], text=True,
                env=dict(os.environ, RONDO_BACKEND=backend),
                stderr=subprocess.PIPE, timeout=support.PATIENCE)
            if backend == 'uring' and result.returncode != 0:
                self.skipTest('no io_uring on this machine')
            self.assertIn(
                f'rondo: runs on {backend} (as was asked)',
                result.stderr)


class RemovedDirectory(unittest.TestCase):
    def test_a_program_runs_in_it(self):
        for arguments, stdin in ((['-e', 'console.log("ran")'], ''),
                                 (['-p', '"ran"'], ''),
                                 (['-'], 'console.log("ran")'),
                                 (['-r', 'fs', '-e', 'console.log("ran")'], '')):
            gone = tempfile.mkdtemp()
            result = subprocess.run(
                ['sh', '-c', f'rmdir {gone}; exec "$@"', 'sh', support.RONDO,
                 *arguments], cwd=gone, input=stdin, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                timeout=support.PATIENCE)
            self.assertEqual(
                (result.stdout, result.stderr, result.returncode),
                ('ran\n', '', 0), arguments)
            shutil.rmtree(gone, ignore_errors=True)


if __name__ == '__main__':
    unittest.main()
