'use strict';
const http = require('http');
const { Client, assert, close, get, listen, test } = require('./common/wire');

test(async () => {
  const server = http.createServer(
    { keepAliveTimeout: 100, keepAliveTimeoutBuffer: 50 },
    (req, res) => res.end('ok'));
  assert.strictEqual(server.keepAliveTimeout, 100);
  assert.strictEqual(server.keepAliveTimeoutBuffer, 50);
  const port = await listen(server);
  const client = new Client(port).write(get());
  await client.response();
  const start = Date.now();
  assert.strictEqual(await client.end(), '');
  const waited = Date.now() - start;
  assert(waited >= 100 && waited < 1500, `${waited}`);
  client.destroy();
  await close(server);
});
