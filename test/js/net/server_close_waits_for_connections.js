'use strict';
const net = require('net');
const { assert, event, listen, sleep, test } = require('../http/common/wire');

test(async () => {
  const server = net.createServer();
  const port = await listen(server);
  const connected = event(server, 'connection');
  const client = net.connect(port, '127.0.0.1');
  const [socket] = await connected;
  let closed = false;
  assert.strictEqual(server.close(() => { closed = true; }), server);
  assert.strictEqual(server.listening, false);
  await sleep(30);
  assert.strictEqual(closed, false);
  const [error] = await event(net.connect(port, '127.0.0.1'), 'error');
  assert.strictEqual(error.code, 'ECONNREFUSED');
  socket.destroy();
  await event(server, 'close');
  assert.strictEqual(closed, true);
  client.destroy();
});
