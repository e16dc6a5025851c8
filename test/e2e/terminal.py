"""A program in a terminal, for end-to-end tests."""

import os
import pty
import select
import subprocess
import termios
import time

RONDO = os.environ['RONDO']
PATIENCE = 30


class Terminal:
    """A program in a terminal of 40 columns."""

    def __init__(self, program, term='xterm'):
        self.master, self.slave = pty.openpty()
        termios.tcsetwinsize(self.slave, (24, 40))
        self.before = self.mode()
        self.process = subprocess.Popen(
            [RONDO, '-e', program], stdin=self.slave, stdout=self.slave,
            stderr=self.slave,
            # The kernel stops no process group that nobody would continue: one
            # of its own in this session is not such.
            preexec_fn=os.setpgrp,
            env={**os.environ, 'TERM': term, 'NO_COLOR': '1'})
        self.text = b''

    def mode(self):
        """What SetRaw changes of it."""
        mode = termios.tcgetattr(self.slave)
        return mode[:4], mode[6][termios.VMIN], mode[6][termios.VTIME]

    def until(self, part):
        """Reads until `part` is there; what came since the last call."""
        deadline = time.monotonic() + PATIENCE
        while part not in self.text:
            left = deadline - time.monotonic()
            readable, _, _ = select.select([self.master], [], [], max(0, left))
            if not readable:
                raise AssertionError(f'no {part!r} in {self.text!r}')
            self.text += os.read(self.master, 4096)
        end = self.text.index(part) + len(part)
        read, self.text = self.text[:end], self.text[end:]
        return read

    def type(self, keys):
        os.write(self.master, keys)

    def until_stopped(self):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            pid, status = os.waitpid(self.process.pid,
                                     os.WUNTRACED | os.WNOHANG)
            if pid != 0:
                assert os.WIFSTOPPED(status), status
                return
            time.sleep(0.01)
        raise AssertionError('the program does not stop')

    def wait(self):
        return self.process.wait(PATIENCE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)
        os.close(self.slave)
