#!/usr/bin/env python3
"""Torments the program with random handlers and random clients.

    tools/chaos/run.py [--build DIR] [--time SECONDS] [--seed N] [--backend B]

A round starts program.js of this folder with a seed, on one backend and then on
the other, lets clients (clients.py) do their worst for some seconds, and then
wants to see that

  - the process lives, and neither it nor a sanitizer complained
  - some seconds after the last client has left nothing of theirs is open
  - its memory has stayed below a limit
  - it ends by itself, with exit code 0, once its servers are closed

What went wrong is printed with the round's seed; --seed begins with that round.
How the kernel shares out the time is not in a seed: repeat a round some times.
Exits with 1 if anything was wrong.
"""

import argparse
import ctypes
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import clients  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(__file__).resolve().parent / 'program.js'

# Of one round: seconds that the clients have, and how many there are at once.
ROUND = 8
CLIENTS = 24
# Seconds after which nothing of clients that have left is open, and in which a
# program ends whose servers are closed. The longest that the servers' options let
# a silent connection live is less.
PATIENCE = 15
# Resident memory at its highest. A sanitizer holds freed memory back, and keeps
# a shadow of all of it.
MAX_MEMORY = 700 << 20
MAX_MEMORY_SANITIZED = 1800 << 20
# Resources that belong to the program and not to its clients: control server and
# connection, standard streams, timers and files of background.js.
CONNECTION_KINDS = ('TCPSocketWrap', 'PipeWrap')

COMPLAINTS = ('CHAOS FAULT', 'ERROR: AddressSanitizer', 'runtime error:',
              'ERROR: LeakSanitizer', 'WARNING: ThreadSanitizer',
              'Check failed', 'FATAL ERROR')


class Wrong(Exception):
    """What a round has shown."""


class Round:
    def __init__(self, arguments, seed, backend):
        self.seed = seed
        self.backend = backend
        self.program = arguments.program
        self.rondo = arguments.build / 'rondo'
        self.seconds = arguments.round
        self.patience = arguments.patience
        sanitized = 'RONDO_SANITIZE:STRING=' in cache_of(arguments.build)
        self.max_memory = MAX_MEMORY_SANITIZED if sanitized else MAX_MEMORY
        self.visits = [0]

    def run(self):
        """Raises Wrong."""
        with tempfile.TemporaryFile('w+') as err, \
                tempfile.TemporaryDirectory(prefix='rondo-chaos-') as folder:
            process = subprocess.Popen(
                [self.rondo, self.program, str(self.seed)],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=err,
                text=True, start_new_session=True,
                env=environment(self.backend, folder))
            try:
                self.torment(process)
            except Wrong as wrong:
                why = str(wrong)
            except (OSError, ValueError) as error:
                why = f'the program does not answer: {error!r}'
            else:
                why = ''
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                process.stdout.close()
            err.seek(0)
            said = err.read()
            if not why and any(text in said for text in COMPLAINTS):
                why = 'it complained'
            if why:
                raise Wrong(f'{why}\n{said[-6000:]}')

    def torment(self, process):
        ports = self.read_ports(process)
        until = time.monotonic() + self.seconds
        chance = random.Random(self.seed)
        threads = [threading.Thread(target=clients.torment, args=(
            ports, chance.random(), until, self.visits))
            for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if process.poll() is not None:
            raise Wrong(f'it ended: {process.returncode}')
        with socket.create_connection(('127.0.0.1', ports['control']),
                                      timeout=PATIENCE) as control, \
                control.makefile('r') as lines:
            self.wait_until_let_go(control, lines)
            memory = highest_memory(process.pid)
            if memory > self.max_memory:
                raise Wrong(f'it took {memory >> 20} MiB')
            control.sendall(b'end\n')
            lines.readline()
        # The connection is closed now, or it would keep the process.
        try:
            status = process.wait(self.patience)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGUSR2)
            time.sleep(1)
            raise Wrong('it does not end, though its servers are closed') \
                from None
        if status != 0:
            raise Wrong(f'exit code {status}')

    def read_ports(self, process):
        line = process.stdout.readline()
        if not line.startswith('ports '):
            raise Wrong(f'it did not start: {line!r}')
        return json.loads(line[len('ports '):])

    def wait_until_let_go(self, control, lines):
        until = time.monotonic() + self.patience
        while True:
            control.sendall(b'state\n')
            state = json.loads(lines.readline())
            # One is the control connection.
            connections = sum(kind in CONNECTION_KINDS
                              for kind in state['resources']) - 1
            if not state['open'] and connections <= 0:
                return
            if time.monotonic() > until:
                raise Wrong('still open: '
                            + json.dumps(state['open'] or state['resources']))
            time.sleep(0.1)


def environment(backend, folder):
    return {
        **os.environ, 'RONDO_BACKEND': backend, 'TMPDIR': folder,
        'ASAN_OPTIONS': 'detect_leaks=1:detect_stack_use_after_return=1:'
                        'abort_on_error=0:quarantine_size_mb=64',
        'UBSAN_OPTIONS': 'print_stacktrace=1',
        'LSAN_OPTIONS':
            f'suppressions={ROOT}/tools/test/lsan.supp:print_suppressions=0',
        'TSAN_OPTIONS': f'suppressions={ROOT}/tools/test/tsan.supp',
    }


def cache_of(build):
    path = build / 'CMakeCache.txt'
    return path.read_text() if path.exists() else ''


def highest_memory(pid):
    with open(f'/proc/{pid}/status', encoding='ascii') as status:
        for line in status:
            if line.startswith('VmHWM:'):
                return int(line.split()[1]) << 10
    return 0


def has_uring():
    """Whether the kernel lets us have a ring."""
    libc = ctypes.CDLL(None, use_errno=True)
    io_uring_setup = 425
    fd = libc.syscall(io_uring_setup, 4, ctypes.create_string_buffer(120))
    if fd >= 0:
        os.close(fd)
    return fd >= 0


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument('--build', type=pathlib.Path,
                        default=ROOT / 'build' / 'asan')
    parser.add_argument('--time', type=float, default=60, metavar='SECONDS')
    parser.add_argument('--round', type=float, default=ROUND, metavar='SECONDS')
    parser.add_argument('--seed', type=int)
    parser.add_argument('--backend', choices=('uring', 'epoll'))
    parser.add_argument('--patience', type=float, default=PATIENCE,
                        metavar='SECONDS')
    parser.add_argument('--program', type=pathlib.Path, default=PROGRAM,
                        help='another than program.js')
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    arguments.build = arguments.build.resolve()
    seed = (arguments.seed if arguments.seed is not None
            else random.SystemRandom().randrange(1 << 31))
    backends = [arguments.backend] if arguments.backend else (
        ['uring', 'epoll'] if has_uring() else ['epoll'])
    until = time.monotonic() + arguments.time
    rounds = visits = failed = 0
    while rounds == 0 or time.monotonic() < until:
        backend = backends[rounds % len(backends)]
        one = Round(arguments, seed, backend)
        try:
            one.run()
        except Wrong as wrong:
            failed += 1
            print(f'chaos: seed {seed} on {backend}: {wrong}\n'
                  f'  repeat: tools/chaos/run.py --build {arguments.build} '
                  f'--seed {seed} --backend {backend} --time 1', flush=True)
        rounds += 1
        visits += one.visits[0]
        # Each seed on each backend.
        if rounds % len(backends) == 0:
            seed = (seed + 1) % (1 << 31)
    print(f'chaos: {rounds} rounds, {visits} clients, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
