"""Measures one competitor on one row, once. Every function returns a flat
dict of numbers, or raises servers.Missing with the reason why it cannot."""

import json
import os
import select
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass

from . import answers, machine
from .servers import Missing, Server, clean_environment, pin

# After this long without traffic a server's memory is read: garbage that it
# collects when idle is gone by then.
SETTLE_SECONDS = 1.5


@dataclass
class Bench:
    """What all measurements of one run share."""
    build: object            # directory of the built programs
    app: object              # directory with programs/ and node_modules/
    work: object             # directory for files of the run
    seconds: float           # of measuring, in load rows
    scale: float             # of warm-ups and counts: 1, or less when quick
    starts: int              # runs a round, in the start-up row
    template: dict           # row name -> raw answer of node

    def tool(self, name):
        path = self.build / 'bench' / name
        if not path.exists():
            raise Missing(f'bench/{name} is not built')
        return str(path)

    def count(self, n, least=1):
        return max(least, int(n * self.scale))


def measure(bench, row, competitor):
    """One measurement, of the row's kind."""
    return {
        'load': _load, 'idle': _idle, 'memory': _memory, 'base': _base,
        'startup': _startup, 'lines': _lines, 'figures': _figures,
    }[row.kind](bench, row, competitor)


# --- servers ----------------------------------------------------------------

def _start(bench, row, competitor):
    core, _ = machine.cores()
    arguments = ()
    if competitor.kind == 'bare' and row.bare == 'template':
        raw = bench.template.get(row.name)
        if raw is None:
            raise Missing('sends the answer of node, which is not there')
        path = bench.work / f'{row.name}.answer'
        path.write_bytes(raw)
        arguments = (str(path),)
    return Server(competitor, row.program, bench.app, core, arguments)


def _probe(bench, row, competitor, server):
    """Checks one answer; keeps node's for others to be compared with."""
    raw = answers.probe(row, server.port)
    if competitor.name == 'node':
        bench.template.setdefault(row.name, raw)
    known = bench.template.get(row.name)
    if known is None:
        return {}
    same = answers.dateless(raw) == answers.dateless(known)
    return {'same_bytes_as_node': int(same)}


# --- load -------------------------------------------------------------------

def _load_command(bench, row, server, *more):
    command = [bench.tool('load'), '--port', str(server.port),
               '--pid', str(server.pid), '--method', row.method]
    expected = bench.work / f'{row.name}.expect'
    if not expected.exists():
        expected.write_bytes(row.expected())
    command += ['--expect', str(expected)]
    if row.body is not None:
        command += ['--body', str(expected)]
    return command + [str(x) for x in more]


def _run_load(bench, row, server, *more):
    """Runs the load generator to its end; its figures."""
    _, core = machine.cores()
    done = subprocess.run(
        _load_command(bench, row, server, *more), capture_output=True,
        text=True, preexec_fn=pin(core), env=clean_environment({}))
    try:
        figures = json.loads(done.stdout)
    except ValueError as e:
        raise Missing('the load generator failed: '
                      f'{(done.stderr or done.stdout).strip()}') from e
    if 'error' in figures:
        why = server.failure()
        raise Missing(figures['error'] + (f' ({why})' if why else ''))
    return figures


def _need_files(connections):
    need = connections + 100
    if machine.file_limit() < need:
        raise Missing(f'needs {need} descriptors a process, the hard limit '
                      f'(ulimit -Hn) is {machine.file_limit()}')


def _load(bench, row, competitor):
    _need_files(row.connections)
    with _start(bench, row, competitor) as server:
        server.await_listening()
        result = _probe(bench, row, competitor, server)
        busy = machine.busy_ns()
        cpu = server.cpu_ns()
        before = time.monotonic_ns()
        load_before = os.times().children_user + os.times().children_system
        figures = _run_load(
            bench, row, server, '--connections', row.connections,
            '--pipeline', row.pipeline, '--warmup', bench.count(row.warmup),
            '--duration', bench.seconds, '--timeout', 60 + 5 * bench.seconds)
        wall = time.monotonic_ns() - before
        load_cpu = (os.times().children_user + os.times().children_system
                    - load_before) * 1e9
        others = (machine.busy_ns() - busy - (server.cpu_ns() - cpu)
                  - load_cpu)
        n = figures['answers']
        result.update({
            'cpu_us': figures['server_cpu_ns'] / 1e3 / n,
            'load_cpu_us': figures['load_cpu_ns'] / 1e3 / n,
            'rps': n / figures['wall_ns'] * 1e9,
            'busy': figures['server_cpu_ns'] / figures['wall_ns'],
            'others': max(0.0, others / wall),
            'reconnects': figures['reconnects'],
            'answers': n,
            'rss': server.memory()['rss'],
        })
        for key, ns in figures['latency_ns'].items():
            result[f'{key}_us'] = ns / 1e3
        return result


# --- memory -----------------------------------------------------------------

def _settled(server, seconds=SETTLE_SECONDS):
    time.sleep(seconds)
    if server.process.poll() is not None:
        raise Missing(server.failure())
    return server.memory()


class _IdleLoad:
    """The load generator in idle mode: a conversation by lines."""

    def __init__(self, bench, row, server, *more):
        _, core = machine.cores()
        self._server = server
        self._process = subprocess.Popen(
            _load_command(bench, row, server, *more), stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, preexec_fn=pin(core),
            env=clean_environment({}))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()

    def expect(self, event, seconds):
        ready, _, _ = select.select([self._process.stdout], [], [], seconds)
        line = self._process.stdout.readline() if ready else b''
        try:
            said = json.loads(line)
        except ValueError as e:
            raise Missing(f'no "{event}" from the load generator') from e
        if said.get('event') != event:
            why = self._server.failure()
            raise Missing(str(said.get('error', said))
                          + (f' ({why})' if why else ''))
        return said

    def go_on(self):
        self._process.stdin.write(b'\n')
        self._process.stdin.flush()


def _idle(bench, row, competitor):
    """Resident bytes that an idle keep-alive connection adds."""
    _need_files(row.connections)
    with _start(bench, row, competitor) as server:
        server.await_listening()
        with _IdleLoad(bench, row, server, '--idle', row.connections,
                       '--warmup', bench.count(row.warmup),
                       '--timeout', 120) as load:
            load.expect('warm', 120)
            warm = _settled(server)
            load.go_on()
            load.expect('open', 60)
            full = _settled(server)
            load.go_on()
            dropped = load.expect('done', 10)['dropped']
        if dropped:
            raise Missing(f'closed {dropped} of the idle connections')
        growth = full['rss'] - warm['rss']
        return {
            'bytes_per_connection': growth / row.connections,
            'anon_per_connection':
                (full['anon'] - warm['anon']) / row.connections,
            'rss_warm': warm['rss'],
            'rss': full['rss'],
        }


def _memory(bench, row, competitor):
    """Resident bytes after the start and after many requests."""
    with _start(bench, row, competitor) as server:
        server.await_listening()
        start = _settled(server)
        requests = bench.count(row.requests)
        figures = _run_load(bench, row, server, '--connections',
                            row.connections, '--requests', requests,
                            '--timeout', 300)
        busy = server.memory()
        after = _settled(server)
        return {
            'rss_start': start['rss'], 'anon_start': start['anon'],
            'rss': max(busy['rss'], after['rss']), 'rss_settled': after['rss'],
            'peak': after['peak'], 'requests': requests,
            'cpu_us': figures['server_cpu_ns'] / 1e3 / figures['answers'],
        }


def _base(bench, row, competitor):
    """Resident bytes of a program that has printed a line and waits."""
    with _start(bench, row, competitor) as server:
        memory = _settled(server)
        return {'rss': memory['rss'], 'anon': memory['anon'],
                'peak': memory['peak']}


# --- start-up ---------------------------------------------------------------

def _startup(bench, row, competitor):
    """Wall and CPU milliseconds of a script that prints a line."""
    return _run(bench, row, competitor, (), bench.starts)


# Of a run over a file, in a round.
LINES_RUNS = 3


def _lines(bench, row, competitor):
    """Wall and CPU milliseconds of a script that reads a file of lines, its
    start among them."""
    count = bench.count(row.lines)
    path = bench.work / f'lines-{count}'
    if not path.exists():
        path.write_text(''.join(
            f'{n} {"lorem ipsum dolor sit amet " * 3}'[:7 + n % 80] + '\n'
            for n in range(count)), encoding='ascii')
    said = f'{count} {path.stat().st_size - count}\n'
    return _run(bench, row, competitor, (str(path), row.mode), LINES_RUNS, said)


def _expect(competitor, script, arguments, output):
    done = subprocess.run(
        [*competitor.command, str(script), *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=300,
        env=clean_environment(competitor.env))
    if done.stdout != output:
        said = done.stderr.strip().splitlines() or [done.stdout.strip()]
        raise Missing(f'printed other than it should: {said[0]}')


def _run(bench, row, competitor, arguments, starts, output=None):
    """A script from start to finish, `starts` times; `output` is what it must
    print."""
    if competitor.absent:
        raise Missing(competitor.absent)
    core, _ = machine.cores()
    script = bench.app / 'programs' / row.program
    if output is not None:
        _expect(competitor, script, arguments, output)
    with tempfile.TemporaryFile() as errors:
        # One run more than counts: it warms the page cache.
        done = subprocess.run(
            [bench.tool('launch'), str(starts + 1), *competitor.command,
             str(script), *arguments],
            stdout=subprocess.PIPE, stderr=errors, text=True, timeout=300,
            cwd=bench.app, preexec_fn=pin(core),
            env=clean_environment(competitor.env))
        errors.seek(0)
        said = errors.read().decode(errors='replace').strip().splitlines()
    runs = [[int(x) for x in line.split()]
            for line in done.stdout.splitlines()][1:]
    if done.returncode != 0 or len(runs) != starts:
        raise Missing(said[0] if said else 'did not start')
    failed = [r for r in runs if r[3] != 0]
    if failed:
        telling = [x.strip() for x in said if 'rror' in x] or said
        raise Missing(f'exited with {failed[0][3]}'
                      + (f': {telling[0]}' if telling else ''))
    return {
        'wall_ms': statistics.median(r[0] for r in runs) / 1e3,
        'cpu_ms': statistics.median(r[1] for r in runs) / 1e3,
        'wall_min_ms': min(r[0] for r in runs) / 1e3,
        'peak': statistics.median(r[2] for r in runs) * 1024,
        'runs': len(runs),
    }


def _figures(bench, row, competitor):
    """What a program says of itself: a line of JSON with numbers."""
    if competitor.absent:
        raise Missing(competitor.absent)
    script = bench.app / 'programs' / row.program
    done = subprocess.run(
        [*competitor.command, str(script), *row.arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=900,
        cwd=bench.app, check=False,
        env={**clean_environment(competitor.env),
             'BENCH_SECONDS': str(max(0.2, bench.seconds / 5)),
             'BENCH_BYTES': str(bench.count(1 << 30, 1 << 24))})
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        telling = [line.strip() for line in said if 'rror' in line] or said
        raise Missing(telling[0] if telling
                      else f'exited with {done.returncode}')
    return json.loads(done.stdout.splitlines()[-1])
