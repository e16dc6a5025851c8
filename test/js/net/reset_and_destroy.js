'use strict';
const net = require('net');
const { assert, close, event, listen, test } = require('../http/common/wire');

test(async () => {
  const server = net.createServer();
  const port = await listen(server);
  const connected = event(server, 'connection');
  const client = net.connect(port, '127.0.0.1').resume();
  const [socket] = await connected;
  if (client.connecting) await event(client, 'connect');
  const failed = event(client, 'error');
  assert.strictEqual(socket.resetAndDestroy(), socket);
  assert.strictEqual(socket.destroyed, true);
  const [error] = await failed;
  assert.strictEqual(error.code, 'ECONNRESET');
  assert.strictEqual(error.syscall, 'read');
  assert.strictEqual(error.message, 'read ECONNRESET');
  const none = new net.Socket();
  none.resetAndDestroy();
  const [closed] = await event(none, 'error');
  assert.strictEqual(closed.code, 'ERR_SOCKET_CLOSED');
  await close(server);
});
