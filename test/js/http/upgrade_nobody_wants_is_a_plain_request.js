'use strict';
const http = require('http');
const { assert, close, fetch, get, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall((req, res) => {
    assert.strictEqual(req.headers.upgrade, 'h2c');
    res.end('plain');
  }));
  const port = await listen(server);
  const { status, body } = await fetch(
    port, get('/', 'Connection: Upgrade\r\nUpgrade: h2c\r\n'));
  assert.strictEqual(status, 200);
  assert.strictEqual(body, 'plain');
  await close(server);
});
