"""Runs every case of cases.txt against a server program and yields the bytes.

cases.txt holds a case a paragraph: a line `name [options-json]`, then the bytes to
send, in which \\r\\n is written as it ends each line (a line `@body TEXT` sends TEXT
without a line end, `@wait MS` pauses, `@repeat N TEXT` sends TEXT N times). The connection
is read until the server closes it or stays silent for QUIET seconds.
"""
import json
import os
import re
import select
import socket
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
QUIET = 0.25
DATE = re.compile(rb'Date: [A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} (?!1970)\d{4} \d\d:\d\d:\d\d GMT')


def load_cases(path=os.path.join(HERE, 'cases.txt')):
    cases = []
    with open(path, encoding='utf-8') as f:
        for paragraph in f.read().split('\n\n'):
            lines = [l for l in paragraph.strip('\n').split('\n')
                     if not l.startswith('#')]
            if not lines or not lines[0]:
                continue
            name, _, options = lines[0].partition(' ')
            steps = []
            for line in lines[1:]:
                if line.startswith('@body '):
                    steps.append(unescape(line[6:]))
                elif line.startswith('@wait '):
                    steps.append(float(line[6:]) / 1000)
                elif line.startswith('@repeat '):
                    _, count, text = line.split(' ', 2)
                    steps.append(unescape(text) * int(count))
                else:
                    steps.append(unescape('' if line == '@end' else line) + b'\r\n')
            cases.append((name, options or '{}', steps))
    return cases


def unescape(text):
    return (text.encode('latin-1', 'backslashreplace')
            .replace(b'\\r', b'\r').replace(b'\\n', b'\n').replace(b'\\t', b'\t')
            .replace(b'\\0', b'\0'))


class Server:
    """A server program under `runtime`; one per set of options."""

    def __init__(self, runtime, options='{}', env=None):
        environment = dict(os.environ, PORT='0', WIRE_OPTIONS=options, **(env or {}))
        self.process = subprocess.Popen(
            runtime + [os.path.join(HERE, 'handlers.js')], env=environment,
            stdout=subprocess.PIPE)
        line = self.process.stdout.readline().decode()
        if not line.startswith('port '):
            self.stop()
            raise RuntimeError(f'the server did not start: {line!r}')
        self.port = int(line.split()[1])

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def exchange(port, steps, quiet=QUIET):
    """Sends the steps, returns all that came back, the Dates masked."""
    s = socket.create_connection(('127.0.0.1', port), timeout=10)
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    received = b''
    try:
        pending = b''
        for step in steps:
            if isinstance(step, float):
                s.sendall(pending)
                pending = b''
                time.sleep(step)
            else:
                pending += step
        s.sendall(pending)
        while True:
            readable, _, _ = select.select([s], [], [], quiet)
            if not readable:
                received += b'<open>'
                break
            part = s.recv(1 << 20)
            if not part:
                received += b'<end>'
                break
            received += part
    except ConnectionError as e:
        received += b'<' + type(e).__name__.encode() + b'>'
    finally:
        s.close()
    return DATE.sub(b'Date: <date>', received)


def abridge(received):
    """Long runs of one byte as `{byte x count}`, so that the files stay readable."""
    return re.sub(rb'([a-z])\1{999,}',
                  lambda m: b'{%c x %d}' % (m.group(0)[0], len(m.group(0))),
                  received)


def run_all(runtime, env=None, names=None):
    """Yields (case name, bytes)."""
    servers = {}
    try:
        for name, options, steps in load_cases():
            if names and name not in names:
                continue
            if options in servers and servers[options].process.poll() is not None:
                servers.pop(options).stop()  # a case that ended its server
            if options not in servers:
                json.loads(options)
                servers[options] = Server(runtime, options, env)
            yield name, exchange(servers[options].port, steps)
    finally:
        for server in servers.values():
            server.stop()
