'use strict';
const http = require('http');
const { assert, close, fetch, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall((req, res) => {
    const back = res.setTimeout(50, mustCall((socket) => {
      assert.strictEqual(socket, req.socket);
      res.end('late');
    }));
    assert.strictEqual(back, res);
  }));
  const port = await listen(server);
  assert.strictEqual((await fetch(port)).body, 'late');
  await close(server);
});
