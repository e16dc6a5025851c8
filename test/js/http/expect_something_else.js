'use strict';
const http = require('http');
const { assert, close, fetch, get, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(
    mustCall((req, res) => res.end('an ordinary request'), 0));
  const port = await listen(server);
  const request = get('/', 'Expect: 200-maybe\r\nConnection: close\r\n');
  assert.strictEqual((await fetch(port, request)).status, 417);
  server.on('checkExpectation', mustCall((req, res) => {
    assert.strictEqual(req.headers.expect, '200-maybe');
    res.end('as you like');
  }));
  assert.strictEqual((await fetch(port, request)).body, 'as you like');
  await close(server);
});
