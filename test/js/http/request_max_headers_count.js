'use strict';
const http = require('http');
const { assert, close, fetch, get, listen, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    res.end(String(req.rawHeaders.length / 2));
  });
  assert.strictEqual(server.maxHeadersCount, null);
  const port = await listen(server);
  const many = Array.from({ length: 50 }, (_, i) => `X-${i}: ${i}\r\n`).join('');
  assert.strictEqual((await fetch(port, get('/', many))).body, '51');
  server.maxHeadersCount = 20;
  assert.strictEqual((await fetch(port, get('/', many))).body, '20');
  server.maxHeadersCount = 0;
  assert.strictEqual((await fetch(port, get('/', many))).body, '51');
  await close(server);
});
