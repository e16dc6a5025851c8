"""The competitors: how each is started, pinned, watched and ended."""

import ctypes
import os
import pathlib
import resource
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field

START_SECONDS = 10
_libc = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG = 1


class Missing(Exception):
    """A row cannot be measured, and why: its text is what the row prints."""


@dataclass(frozen=True)
class Competitor:
    name: str                 # key in the results
    label: str
    kind: str                 # 'rondo', 'native', 'bare' or 'peer'
    backend: str = ''         # 'uring' or 'epoll'
    command: tuple = ()       # what runs; a script's path is appended
    env: dict = field(default_factory=dict, hash=False)
    absent: str = ''          # why it cannot run at all

    def runs(self, row):
        """Whether the row asks anything of this competitor."""
        if self.kind in ('rondo', 'peer'):
            return True
        if self.kind == 'native':
            return row.bare == 'hello'
        return row.bare in ('hello', 'template')


def competitors(build, peers):
    """All of them, in the order in which tables show them."""
    build = pathlib.Path(build)

    def ours(name, label, kind, backend, path, env):
        binary = build / path
        return Competitor(name, label, kind, backend, (str(binary),), env,
                          '' if binary.exists() else f'{path} is not built')

    def peer(name, *arguments, env=None):
        binary = peers.get(name)
        return Competitor(name, name, 'peer', '',
                          (str(binary),) + arguments, env or {},
                          '' if binary else f'{name} could not be fetched')

    found = []
    for backend in ('uring', 'epoll'):
        found.append(ours(f'rondo-{backend}', f'rondo, {backend}', 'rondo',
                          backend, 'rondo', {'RONDO_BACKEND': backend}))
    for backend in ('uring', 'epoll'):
        found.append(ours(f'cpp-{backend}', f'our C++ hello, {backend}',
                          'native', backend, 'http_hello',
                          {'RONDO_BACKEND': backend}))
    for backend in ('uring', 'epoll'):
        found.append(ours(f'bare-{backend}', f'bare {backend} loop in C',
                          'bare', backend, f'bench/bare_{backend}', {}))
    found.append(peer('node'))
    found.append(peer('bun'))
    found.append(peer('deno', 'run', '--allow-all', '--no-lock', '--quiet',
                      env={'DENO_NO_UPDATE_CHECK': '1'}))
    return found


def clean_environment(extra):
    """Our environment without what would change how a runtime behaves."""
    env = {k: v for k, v in os.environ.items()
           if k in ('PATH', 'HOME', 'LANG', 'LC_ALL', 'TMPDIR', 'USER')}
    env['NO_COLOR'] = '1'
    env.update(extra)
    return env


def pin(core):
    """For preexec_fn: one core, all descriptors, and an end with ours."""
    def prepare():
        os.sched_setaffinity(0, {core})
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    return prepare


def free_port():
    """A port below the range of which the kernel gives out local ports."""
    for _ in range(1000):
        free_port.last = 20_000 + (free_port.last - 20_000 + 1) % 10_000
        with socket.socket() as s:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                s.bind(('127.0.0.1', free_port.last))
                return free_port.last
            except OSError:
                continue
    raise Missing('no free port between 20000 and 30000')


free_port.last = 20_000 + os.getpid() % 10_000


class Server:
    """A started competitor. Use as a context manager: leaving it ends it."""

    def __init__(self, competitor, script, app, core, arguments=()):
        """Starts `script` of directory `app`; `arguments` for bare loops."""
        if competitor.absent:
            raise Missing(competitor.absent)
        self.port = free_port()
        command = list(competitor.command)
        if competitor.kind in ('rondo', 'peer'):
            command.append(str(pathlib.Path(app) / 'programs' / script))
        command += arguments
        self._errors = tempfile.TemporaryFile()
        env = clean_environment({**competitor.env, 'PORT': str(self.port)})
        try:
            self.process = subprocess.Popen(
                command, cwd=app, env=env, stdin=subprocess.DEVNULL,
                stdout=self._errors, stderr=self._errors,
                preexec_fn=pin(core))
        except OSError as e:
            raise Missing(f'did not start: {e.strerror}') from e
        self.pid = self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self._errors.close()

    def reason(self):
        """The line of the server's output that says most about its end."""
        self._errors.seek(0)
        text = self._errors.read().decode(errors='replace')
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        telling = [x for x in lines
                   if 'error' in x.lower() or 'cannot' in x.lower()
                   or 'not ' in x.lower()]
        line = (telling or lines or [''])[0]
        return line if len(line) <= 160 else line[:157] + '...'

    def failure(self):
        """What to print when it did not do as it should."""
        code = self.process.poll()
        why = self.reason()
        if code is None:
            return why
        end = (f'ended by {signal.Signals(-code).name}' if code < 0
               else f'exited with {code}')
        return f'{end}: {why}' if why else end

    def await_listening(self):
        """Returns when the port takes connections."""
        give_up = time.monotonic() + START_SECONDS
        while time.monotonic() < give_up:
            if self.process.poll() is not None:
                raise Missing(self.failure())
            try:
                socket.create_connection(('127.0.0.1', self.port), 1).close()
                return
            except OSError:
                time.sleep(0.005)
        why = self.reason()
        raise Missing(f'does not listen on PORT={self.port} after '
                      f'{START_SECONDS} s' + (f': {why}' if why else ''))

    def cpu_ns(self):
        """CPU time of all its threads, past ones too: the process's clock,
        by the numbering of clock_getcpuclockid()."""
        return time.clock_gettime_ns((~self.pid << 3) | 2)

    def memory(self):
        """Resident bytes: {'rss', 'anon', 'file', 'peak'}."""
        wanted = {'VmRSS': 'rss', 'RssAnon': 'anon', 'RssFile': 'file',
                  'VmHWM': 'peak'}
        found = {}
        with open(f'/proc/{self.pid}/status') as f:
            for line in f:
                key, _, value = line.partition(':')
                if key in wanted:
                    found[wanted[key]] = int(value.split()[0]) * 1024
        return found
