'use strict';
const http = require('http');
const net = require('net');
const { Client, assert, close, event, get, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(() => {});
  assert.strictEqual(server.timeout, 0);
  assert.strictEqual(server.setTimeout(60), server);
  assert.strictEqual(server.timeout, 60);
  const port = await listen(server);
  // Nobody listens: the connection ends.
  const client = new Client(port).write(get());
  assert.strictEqual(await client.end(), '');
  client.destroy();
  // Somebody does: it is theirs.
  server.setTimeout(60, mustCall((socket) => {
    assert(socket instanceof net.Socket);
    socket.destroy();
    server.emit('seen');
  }));
  const seen = event(server, 'seen');
  const other = new Client(port).write(get());
  await seen;
  other.destroy();
  await close(server);
});
