"""The rows of the bench: what is asked of which program, and how often."""

import pathlib
from dataclasses import dataclass
from typing import Optional

PROGRAMS = pathlib.Path(__file__).resolve().parent.parent / 'programs'

KB = 1024


def echo_body(size):
    """Bytes that differ from place to place, so that a mix-up shows."""
    line = b''.join(b'%07d\n' % (i % 10_000_000) for i in range(size // 8 + 1))
    return line[:size]


@dataclass(frozen=True)
class Row:
    """One row.

    kind: 'load', 'idle', 'memory', 'startup', 'lines', 'base' or 'figures',
    see measure.py.
    figures: what the program prints as JSON, with the heads of the columns and
    by what they are divided.
    bare: what the loops without JavaScript can do of it: 'hello' (their own
    answer), 'template' (the bare loops only, with the answer of node), ''.
    """
    name: str
    title: str
    program: str
    kind: str = 'load'
    connections: int = 64
    pipeline: int = 1
    warmup: int = 30_000
    requests: int = 0          # memory row
    method: str = 'GET'
    body: Optional[int] = None
    expect: Optional[str] = 'hello'   # 'hello', 'x100k', 'echo', 'file'
    bare: str = ''
    mode: str = ''             # lines rows: what the program is told to do
    lines: int = 0             # lines rows: of the file that it reads
    arguments: tuple = ()
    figures: tuple = ()

    def expected(self):
        """The body that each answer must have."""
        if self.expect == 'hello':
            return b'Hello World!'
        if self.expect == 'x100k':
            return b'x' * (100 * KB)
        if self.expect == 'echo':
            return echo_body(self.body)
        return (PROGRAMS / 'file4k.txt').read_bytes()


# Microseconds of what a program prints in nanoseconds.
CALLS = tuple((f'{way}{form}_{size}', f'{way} {size.upper()}{how} µs', 1e3)
              for size in ('1k', '10k', '1m') for way in ('pack', 'unpack')
              for form, how in (('_sync', ''), ('', ', callback,')))
STREAM = (('pack_s', 'packed s', 1), ('pack_cpu_s', 'CPU s', 1),
          ('back_s', 'and back s', 1), ('back_cpu_s', 'CPU s', 1))

ROWS = [
    Row('hello-64', 'hello, 64 connections', 'hello.js', bare='hello'),
    Row('hello-1', 'hello, 1 connection', 'hello.js', connections=1,
        warmup=15_000, bare='hello'),
    Row('hello-1000', 'hello, 1,000 connections', 'hello.js',
        connections=1000, bare='hello'),
    Row('hello-10000', 'hello, 10,000 connections', 'hello.js',
        connections=10_000, warmup=40_000, bare='hello'),
    Row('pipelined', 'hello, 64 connections, 16 requests pipelined',
        'hello.js', pipeline=16, warmup=60_000, bare='hello'),
    Row('body-100k', '100 KB body', 'body100k.js', warmup=4_000,
        expect='x100k', bare='template'),
    Row('echo-16k', 'POST echo of 16 KB', 'echo.js', method='POST',
        body=16 * KB, warmup=15_000, expect='echo'),
    Row('echo-1m', 'POST echo of 1 MB, 8 connections', 'echo.js',
        method='POST', body=1024 * KB, connections=8, warmup=200,
        expect='echo'),
    Row('on-finished', 'hello that runs on-finished', 'on_finished.js'),
    Row('storage', 'hello inside AsyncLocalStorage.run()', 'storage.js'),
    Row('hooks', 'hello with hooks of async_hooks enabled', 'hooks.js'),
    Row('timer', 'handler that awaits setTimeout(1)', 'timer.js',
        warmup=20_000),
    Row('file-4k', 'handler that reads a 4 KB file', 'file4k.js',
        warmup=20_000, expect='file'),
    Row('idle-memory', 'memory of an idle keep-alive connection', 'idle.js',
        kind='idle', warmup=200_000, connections=10_000, bare='hello'),
    Row('memory', 'memory of the hello server', 'hello.js', kind='memory',
        requests=1_000_000, bare='hello'),
    Row('base-memory', 'memory of a program that waits', 'rest.js',
        kind='base'),
    Row('start-up', 'hello script, start to finish', 'start.js',
        kind='startup', expect=None),
    Row('readline', "readline over a file of 1,000,000 lines, 'line' events",
        'readline.js', kind='lines', expect=None, mode='line',
        lines=1_000_000),
    Row('readline-iterate',
        'readline over a file of 1,000,000 lines, for await',
        'readline.js', kind='lines', expect=None, mode='iterate',
        lines=1_000_000),
    *(Row(f'zlib-{coding}', f'{coding} of 1 KB, 10 KB and 1 MB', 'zlib_whole.js',
          kind='figures', expect=None, arguments=(coding,), figures=CALLS)
      for coding in ('gzip', 'brotli', 'zstd')),
    *(Row(f'stream-{coding}', f'1 GB through a stream of {coding}, and back',
          'zlib_stream.js', kind='figures', expect=None, arguments=(coding,),
          figures=STREAM)
      for coding in ('gzip', 'zstd')),
    Row('zlib-threads', 'what a thread of the pool costs a call',
        'zlib_threads.js', kind='figures', expect=None,
        figures=(('brotli_thread_wall', 'there and back µs', 1),
                 ('brotli_thread_cpu', 'CPU µs', 1),
                 ('gzip_1024_sync_wall', 'gzip 1 KB µs', 1),
                 ('gzip_1024_callback_wall', 'callback µs', 1))),
]
