'use strict';
const http = require('http');
const { Client, assert, close, get, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall((req, res) => {
    const start = Date.now();
    const back = req.setTimeout(50, mustCall(() => {
      assert(Date.now() - start >= 45);
      res.end('timeout');
    }));
    assert.strictEqual(back, req);
  }));
  const port = await listen(server);
  const client = new Client(port).write(
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n');
  assert.strictEqual((await client.response()).body, 'timeout');
  client.destroy();
  await close(server);
});
