'use strict';
// What a program puts in the place of process, Buffer and the timers (as fake
// timers of test libraries do) does not reach the modules of the library.
const assert = require('assert');
const { once } = require('events');
const fs = require('fs');
const net = require('net');
const { pipeline } = require('stream/promises');
const { Readable, Writable } = require('stream');
const { test } = require('../common/test');

const real = { process };
const refuse = (name) => function() {
  throw new Error(`${name} of the program was called`);
};
for (const name of ['setTimeout', 'clearTimeout', 'setInterval',
                    'clearInterval', 'setImmediate', 'clearImmediate',
                    'queueMicrotask', 'Buffer']) {
  globalThis[name] = refuse(name);
}
globalThis.process = { nextTick: refuse('nextTick'), env: {} };

test('signals', async () => {
  await once(AbortSignal.timeout(1), 'abort');
});

test('streams and files', async () => {
  const parts = [];
  await pipeline(
    fs.createReadStream(__filename, { highWaterMark: 100 }),
    new Writable({
      write(chunk, encoding, callback) {
        parts.push(String(chunk));
        callback();
      },
    }));
  assert.strictEqual(parts.join(''), fs.readFileSync(__filename, 'utf8'));
  await pipeline(Readable.from(['a', 'b']), new Writable({
    objectMode: true,
    write(chunk, encoding, callback) { callback(); },
  }));
});

test('timers as promises', async () => {
  await require('timers/promises').setTimeout(1);
});

test('http over net', async () => {
  const http = require('http');
  const server = http.createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.setHeader('x-text', 'set');
      response.write('one, ');
      response.end('two');
    });
  });
  server.listen(0);
  await once(server, 'listening');
  const socket = net.connect(server.address().port, 'localhost');
  socket.setTimeout(60_000);
  socket.end('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n' +
             'Connection: close\r\n\r\nhi');
  let answer = '';
  socket.setEncoding('latin1');
  for await (const chunk of socket) answer += chunk;
  assert.match(answer, /^HTTP\/1\.1 200 OK\r\n[^]*x-text: set[^]*one, [^]*two/);
  server.close();
  await once(server, 'close');
});

test('errors and warnings', async () => {
  const warned = once(real.process, 'warning');
  const emitter = new (require('events'))();
  for (let i = 0; i < 11; i++) emitter.on('x', () => {});
  const [warning] = await warned;
  assert.strictEqual(warning.name, 'MaxListenersExceededWarning');
});
