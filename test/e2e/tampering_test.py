"""A program that replaces or deletes what the language gives keeps a working
loader, emitter, queues, timers, streams, files and http: each of these alone.
"""

import os
import subprocess
import tempfile
import unittest

from support import RONDO

# Nothing of the library that is named here was loaded before, but streams.
PROGRAM = """\
function bad() { throw new Error('tampered'); }
const { exit, stdout } = process;
const say = stdout.write.bind(stdout);
const { Writable } = require('stream');
%s
const http = require('http');
const fs = require('fs');
const net = require('net');
const url = require('url');

const server = http.createServer((request, response) => {
  response.setHeader('x-a', 'b');
  if (request.url === '/file') {
    fs.createReadStream(__filename).pipe(response);
    return;
  }
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.end('hello');
});
server.listen(0, () => {
  const socket = net.connect(server.address().port);
  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => { text += chunk; });
  socket.on('close', () => {
    const isWhole = text.indexOf('hello') > 0 && text.indexOf('isWhole') > 0;
    fs.readFile(__filename, 'utf8', (error, source) => {
      fs.statSync(__filename);
      setTimeout(() => {
        const { query } = url.parse('http://a/b?c');
        server.close(() => {
          say(isWhole && !error && query === 'c' ? 'all is well' : 'wrong');
          exit(0);
        });
      }, 1);
    });
  });
  socket.write('GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n' +
               'GET /file HTTP/1.1\\r\\nHost: a\\r\\n' +
               'Connection: close\\r\\n\\r\\n');
});
"""

# Of the globals that hold what the library uses, each alone.
GLOBALS = [
    'Array', 'ArrayBuffer', 'BigInt', 'Boolean', 'Date', 'Function', 'JSON',
    'Math', 'Number', 'Object', 'Promise', 'Proxy', 'RangeError', 'Reflect',
    'RegExp', 'String', 'Symbol', 'TypeError', 'Uint8Array', 'Uint32Array',
    'WeakMap', 'WeakSet', 'console', 'decodeURIComponent', 'isNaN', 'parseInt',
]

TAMPERINGS = [
    *(f'globalThis.{name} = bad;' for name in GLOBALS),
    *(f'Math.{name} = bad;' for name in ('min', 'max', 'floor', 'trunc')),
    'ArrayBuffer.isView = bad;',
    'Buffer.isBuffer = bad;',
    'Error.captureStackTrace = bad;',
    'Symbol.for = bad;',
    'Array.isArray = bad;',
    'Array.prototype.concat = bad;',
    'Array.prototype.forEach = bad;',
    'Array.prototype.includes = bad;',
    'Array.prototype.join = bad;',
    'delete Array.prototype.concat;',
    'JSON.stringify = bad;',
    'Map.prototype.get = bad;',
    'Map.prototype.set = bad;',
    'Number.isInteger = bad;',
    'Object.assign = bad;',
    'Object.defineProperty = bad;',
    'Object.keys = bad;',
    'Object.prototype.get = bad;',
    'Promise.prototype.then = bad;',
    'Reflect.apply = bad;',
    'Set.prototype.has = bad;',
    'String.prototype.startsWith = bad;',
    'Function.prototype.apply = bad;',
    'Function.prototype.bind = bad;',
    'globalThis.Error = bad;',
    'globalThis.Map = bad;',
    'globalThis.Set = bad;',
    'globalThis.process = {};',
    '''for (const { prototype } of [
  Object, Function, Array, String, Number, Map, Set, Promise, Error, RegExp,
  Date, Symbol,
]) {
  Object.freeze(prototype);
  Object.freeze(prototype.constructor);
}''',
    'for (const name of ["setTimeout", "setImmediate", "clearTimeout", '
    '"queueMicrotask"]) globalThis[name] = bad;\n'
    'setTimeout = require("timers").setTimeout;',
]


class TamperingTest(unittest.TestCase):

    def test_each(self):
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, 'program.js')
            for tampering in TAMPERINGS:
                with self.subTest(tampering):
                    with open(path, 'w', encoding='utf-8') as f:
                        f.write(PROGRAM % tampering)
                    run = subprocess.run([RONDO, path], capture_output=True,
                                         text=True, timeout=60)
                    self.assertEqual(run.stdout, 'all is well', run.stderr)


if __name__ == '__main__':
    unittest.main()
