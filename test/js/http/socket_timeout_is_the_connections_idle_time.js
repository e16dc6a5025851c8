'use strict';
const http = require('http');
const { Client, assert, close, get, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall((req, res) => {
    const { socket } = req;
    socket.setTimeout(40);
    socket.once('timeout', mustCall(() => {
      socket.setTimeout(0);
      res.end('idle');
    }));
    assert.strictEqual(socket.timeout, 40);
  }));
  server.on('timeout', () => {});
  const port = await listen(server);
  const client = new Client(port).write(get());
  assert.strictEqual((await client.response()).body, 'idle');
  client.destroy();
  await close(server);
});
