'use strict';
const http = require('http');
const { Client, assert, close, get, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer({
    shouldUpgradeCallback(req) {
      assert(req instanceof http.IncomingMessage);
      return req.headers.upgrade === 'wanted';
    },
  }, mustCall((req, res) => res.end('plain')));
  server.on('upgrade', mustCall((req, socket) => {
    assert.strictEqual(req.url, '/b');
    socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
  }));
  const port = await listen(server);
  const client = new Client(port).write(
    get('/a', 'Connection: upgrade\r\nUpgrade: other\r\n'));
  assert.strictEqual((await client.response()).body, 'plain');
  client.write(get('/b', 'Connection: upgrade\r\nUpgrade: wanted\r\n'));
  assert((await client.end()).startsWith('HTTP/1.1 101 '));
  client.destroy();
  await close(server);
});
