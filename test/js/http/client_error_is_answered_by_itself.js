'use strict';
const http = require('http');
const { assert, close, listen, mustCall, send, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall((req, res) => res.end('ok')));
  const port = await listen(server);
  assert.strictEqual(
    await send(port, 'nonsense\r\n\r\n'),
    'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  assert.strictEqual(
    await send(port, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20000)}\r\n\r\n`),
    'HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n');
  assert.strictEqual(
    await send(port, 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked' +
      `\r\n\r\n2;${'e'.repeat(20000)}\r\nab\r\n0\r\n\r\n`)
      .then((text) => text.includes('413 Payload Too Large') ||
        text.startsWith('HTTP/1.1 200')), true);
  await close(server);
});
