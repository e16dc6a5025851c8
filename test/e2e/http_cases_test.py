"""Plays test/http-cases against the real programs: the hello server in C++ and
a JavaScript server that reads each body before it answers."""
import os
import pathlib
import re
import socket
import subprocess
import time
import unittest

from support import PATIENCE, ROOT, RONDO, Program, Reader, connect

CASES = pathlib.Path(ROOT, 'test', 'http-cases')
HELLO = os.environ.get(
    'HTTP_HELLO', os.path.join(os.path.dirname(RONDO), 'http_hello'))

SCRIPT = '''
const http = require('http');
http.createServer((req, res) => {
  req.on('end', () => {
    res.writeHead(200, { 'Content-Type': 'text/plain' });
    res.end('Hello World!');
  });
  req.resume();
}).listen(process.env.PORT, '127.0.0.1', function() {
  console.log('port ' + this.address().port);
});
'''

# Between two pieces that have to arrive apart.
PAUSE = 0.05
# Cases that need more time than this are left to the scripted kernel.
LONGEST_WAIT_MS = 0
STATUS = re.compile(rb'HTTP/1\.1 (\d{3}) ')


class Case:
    def __init__(self, name):
        self.name = name
        self.steps = []  # ('send', bytes), ('pause',), ('wait', ms), ('end',)
        self.statuses = []
        self.closed = False
        self.in_body = False

    def send(self, data):
        if self.steps and self.steps[-1][0] == 'send':
            data = self.steps.pop()[1] + data
        self.steps.append(('send', data))

    def expect(self, words):
        for word in words:
            if word == 'closed':
                self.closed = True
            elif word == 'in-body':
                self.in_body = True
            elif word != 'open':
                status, _, times = word.partition('*')
                self.statuses += [int(status)] * int(times or 1)

    @property
    def wait(self):
        return sum(step[1] for step in self.steps if step[0] == 'wait')

    @property
    def size(self):
        return sum(len(step[1]) for step in self.steps if step[0] == 'send')


def unescape(text):
    plain = {'r': '\r', 'n': '\n', 't': '\t', '\\': '\\'}

    def one(match):
        code = match.group(1)
        return chr(int(code[1:], 16)) if code[0] == 'x' else plain[code]
    return re.sub(r'\\(x[0-9a-fA-F]{2}|.)', one, text).encode('latin-1')


def read_cases(path):
    case = None
    for line in path.read_text(encoding='ascii').splitlines():
        word, _, rest = line.partition(' ')
        if not line or line.startswith('#'):
            continue
        if word == 'case':
            if case is not None:
                yield case
            case = Case(f'{path.stem}: {rest}')
        elif word == '>*':
            times, _, text = rest.partition(' ')
            case.send(unescape(text) * int(times))
        elif word == '>>':
            case.send(unescape(rest))
        elif word == '>':
            case.send(unescape(rest) + b'\r\n')
        elif word == 'wait':
            case.steps.append(('wait', int(rest)))
        elif word in ('pause', 'end'):
            case.steps.append((word,))
        elif word == '=':
            case.expect(rest.split())
        else:
            raise ValueError(f'{path}: {line}')
    yield case


def receive(s, case):
    """What comes back, and whether the server ended the connection."""
    got = b''
    s.settimeout(PATIENCE)
    try:
        while True:
            if not case.closed and len(STATUS.findall(got)) >= len(
                    case.statuses):
                # An open connection shows that by serving again, below.
                return got, False
            part = s.recv(1 << 16)
            if not part:
                return got, True
            got += part
    except ConnectionResetError:
        return got, True
    except socket.timeout:
        return got, False


def works(s):
    s.sendall(b'GET / HTTP/1.1\r\nHost: next\r\nConnection: close\r\n\r\n')
    got = b''
    s.settimeout(PATIENCE)
    while part := s.recv(1 << 16):
        got += part
    return got.endswith(b'\r\nc\r\nHello World!\r\n0\r\n\r\n')


class Cases:
    """Of a server at self.port; answers_at_once says which kind it is."""

    def play(self, case, pieces):
        with connect(self.port) as s:
            try:
                for kind, *argument in case.steps:
                    if kind == 'send':
                        data = argument[0]
                        step = -(-len(data) // pieces)
                        for at in range(0, len(data), step):
                            s.sendall(data[at:at + step])
                            if pieces > 1:
                                time.sleep(0.002)
                    elif kind == 'pause':
                        time.sleep(PAUSE)
                    elif kind == 'end':
                        s.shutdown(socket.SHUT_WR)
            except (BrokenPipeError, ConnectionResetError):
                pass  # it has seen enough
            got, closed = receive(s, case)
            expected = list(case.statuses)
            if case.in_body and self.answers_at_once:
                expected[-1] = 200
            found = [int(status) for status in STATUS.findall(got)]
            self.assertEqual(found, expected, got[:1000])
            self.assertEqual(closed, case.closed, got[:1000])
            if not case.closed:
                self.assertTrue(works(s), 'the connection is of no use')
        with connect(self.port) as s:
            self.assertTrue(works(s), 'the next connection does not work')

    def test_all(self):
        count = 0
        for path in sorted(CASES.glob('*.txt')):
            for case in read_cases(path):
                if case.wait > LONGEST_WAIT_MS:
                    continue
                for pieces in (1, 2, 5) if case.size < 4096 else (1, 3):
                    with self.subTest(case=case.name, pieces=pieces):
                        self.play(case, pieces)
                        count += 1
        self.assertGreater(count, 200)


class Hello(Cases, unittest.TestCase):
    answers_at_once = True

    @classmethod
    def setUpClass(cls):
        cls.process = subprocess.Popen([HELLO], stdout=subprocess.PIPE,
                                       env=dict(os.environ, PORT='0'))
        line = cls.process.stdout.readline().decode()
        cls.port = int(re.search(r'http://127\.0\.0\.1:(\d+)/', line).group(1))

    @classmethod
    def tearDownClass(cls):
        cls.process.kill()
        cls.process.communicate()

    def test_bytes(self):
        with connect(self.port) as s:
            s.sendall(b'GET / HTTP/1.1\r\nHost: a\r\n\r\n')
            reader = Reader(s)
            head = reader.take_until(b'\r\n\r\n')
            self.assertEqual(
                re.sub(rb'Date: [^\r]{29}', b'Date: now', head),
                b'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n'
                b'Date: now\r\nConnection: keep-alive\r\n'
                b'Keep-Alive: timeout=5\r\nTransfer-Encoding: chunked')
            self.assertEqual(reader.take(22), b'c\r\nHello World!\r\n0\r\n\r\n')


@unittest.skipUnless(os.path.exists(RONDO), 'rondo is not built')
class JavaScript(Cases, unittest.TestCase):
    answers_at_once = False

    @classmethod
    def setUpClass(cls):
        cls.program = Program(SCRIPT)
        cls.port = cls.program.port

    @classmethod
    def tearDownClass(cls):
        cls.program.stop()


if __name__ == '__main__':
    unittest.main()
