"""What the end-to-end tests share: start the real program, speak to it raw."""
import os
import re
import resource
import select
import signal
import socket
import subprocess
import tempfile
import time
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RONDO = os.environ.get('RONDO', os.path.join(ROOT, 'build/release/rondo'))

# A sanitizer build is several times slower; no test measures speed, but some
# give up on a server that does not answer.
PATIENCE = 20

NOBODY = 65534  # the user of that name


def nobody_may_run(path):
    """Whether the user nobody may enter each folder above a program."""
    while path != '/':
        path = os.path.dirname(path)
        if not os.stat(path).st_mode & 0o001:
            return False
    return True


def cached(name):
    """A variable of the build's CMakeCache.txt; '' if there is none."""
    try:
        with open(os.path.join(os.path.dirname(RONDO), 'CMakeCache.txt'),
                  encoding='utf-8') as f:
            found = re.search(rf'^{name}:\w+=(.*)$', f.read(), re.MULTILINE)
    except FileNotFoundError:
        found = None
    return found[1] if found else ''


# Which sanitizers watch the program: they hold freed memory back, and need
# threads of their own.
SANITIZERS = cached('RONDO_SANITIZE')

DATE = re.compile(rb'Date: [^\r\n]+')


class Program:
    """A running program. Its source, or a file; ends with the test.

    A server prints `port N` when it listens; `port` is that N. As another user
    (`uid`) it cannot run in a folder that only root may enter: such a test is
    skipped."""

    def __init__(self, source=None, path=None, flags=(), args=(), env=None,
                 wait_for_port=True, limits=None, uid=None, stderr=None,
                 pass_fds=()):
        if uid is not None and not nobody_may_run(RONDO):
            raise unittest.SkipTest('only root may enter this folder')
        self.directory = None
        if source is not None:
            self.directory = tempfile.TemporaryDirectory()
            os.chmod(self.directory.name, 0o755)
            path = os.path.join(self.directory.name, 'program.js')
            with open(path, 'w', encoding='utf-8') as f:
                f.write(source)

        def prepare():
            for name, value in (limits or {}).items():
                resource.setrlimit(name, (value, value))
            if uid is not None:
                os.setgid(uid)
                os.setuid(uid)

        # Not buffered: what a line left behind would be hidden from select.
        self.process = subprocess.Popen(
            [RONDO, *flags, path, *args], stdin=subprocess.DEVNULL, bufsize=0,
            stdout=subprocess.PIPE, stderr=stderr or subprocess.PIPE,
            env=dict(os.environ, PORT='0', **(env or {})), preexec_fn=prepare,
            pass_fds=pass_fds)
        self.port = None
        if wait_for_port:
            line = self.read_line()
            if not line.startswith('port '):
                rest = self.stop()
                raise AssertionError(f'no port: {line!r} {rest}')
            self.port = int(line.split()[1])

    def read_line(self, patience=PATIENCE):
        readable, _, _ = select.select([self.process.stdout], [], [], patience)
        if not readable:
            raise AssertionError('the program printed nothing in time')
        return self.process.stdout.readline().decode()

    def wait(self, patience=PATIENCE):
        """Until it ends by itself: (exit code, stdout, stderr)."""
        out, err = self.process.communicate(timeout=patience)
        self._forget()
        return self.process.returncode, out.decode(), (err or b'').decode()

    def stop(self):
        """Ends it: (stdout, stderr) so far."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        out, err = self.process.communicate()
        self._forget()
        return out.decode(), (err or b'').decode()

    def _forget(self):
        if self.directory is not None:
            self.directory.cleanup()
            self.directory = None

    def rss(self):
        """Resident bytes."""
        with open(f'/proc/{self.process.pid}/statm', encoding='ascii') as f:
            return int(f.read().split()[1]) * resource.getpagesize()

    def anonymous(self):
        """Resident bytes that are its own: not those of libraries, of which the
        kernel maps more or less as they lie in its page cache."""
        with open(f'/proc/{self.process.pid}/status', encoding='ascii') as f:
            return 1024 * int(re.search(r'RssAnon:\s+(\d+)', f.read())[1])

    def cpu_seconds(self):
        with open(f'/proc/{self.process.pid}/stat', encoding='ascii') as f:
            fields = f.read().rsplit(')', 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')

    def connect(self):
        return connect(self.port)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.returncode is None:
            self.stop()


def connect(port, patience=PATIENCE):
    s = socket.create_connection(('127.0.0.1', port), timeout=patience)
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return s


def get(path='/', headers=''):
    """The bytes of a request."""
    return f'GET {path} HTTP/1.1\r\nHost: a\r\n{headers}\r\n'.encode()


class Reader:
    """Cuts responses out of a connection."""

    def __init__(self, s):
        self.socket = s
        self.buffer = b''

    def _more(self):
        part = self.socket.recv(1 << 16)
        if not part:
            raise EOFError(self.buffer)
        self.buffer += part

    def take_until(self, mark):
        while mark not in self.buffer:
            self._more()
        head, self.buffer = self.buffer.split(mark, 1)
        return head

    def take(self, count):
        while len(self.buffer) < count:
            self._more()
        head, self.buffer = self.buffer[:count], self.buffer[count:]
        return head

    def response(self, head_only=False):
        """(status, {lower-case name: value}, body)"""
        head = self.take_until(b'\r\n\r\n').decode('latin-1').split('\r\n')
        status = int(head[0].split(' ')[1])
        fields = {}
        for line in head[1:]:
            name, value = line.split(':', 1)
            fields[name.lower()] = value.strip()
        if head_only or status in (204, 304) or status < 200:
            return status, fields, b''
        if fields.get('transfer-encoding') == 'chunked':
            body = b''
            while True:
                size = int(self.take_until(b'\r\n').split(b';')[0], 16)
                body += self.take(size)
                if size == 0:
                    while self.take_until(b'\r\n'):
                        pass
                    return status, fields, body
                self.take(2)
        if 'content-length' in fields:
            return status, fields, self.take(int(fields['content-length']))
        body = self.buffer
        try:
            while True:
                self._more()
        except EOFError:
            body, self.buffer = self.buffer, b''
        return status, fields, body

    def at_end(self):
        """True when the peer ended and nothing is left."""
        if self.buffer:
            return False
        try:
            return self.socket.recv(1) == b''
        except ConnectionResetError:
            return True


def fetch(port, path='/', headers=''):
    """One request on a connection of its own."""
    with connect(port) as s:
        s.sendall(get(path, headers + 'Connection: close\r\n'))
        return Reader(s).response()


def until(condition, patience=PATIENCE):
    """Waits for what will become true soon."""
    end = time.monotonic() + patience
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
