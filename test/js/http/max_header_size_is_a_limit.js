'use strict';
const http = require('http');
const { assert, close, fetch, get, listen, send, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer({ maxHeaderSize: 1000 }, (req, res) => {
    res.end('ok');
  });
  const port = await listen(server);
  assert.strictEqual((await fetch(port, get('/', `X: ${'x'.repeat(800)}\r\n`))).body,
                     'ok');
  assert.strictEqual(
    await send(port, get('/', `X: ${'x'.repeat(1200)}\r\n`)),
    'HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n');
  await close(server);
});
