'use strict';
const net = require('net');
const { assert, close, event, listen, test } = require('../http/common/wire');

test(async () => {
  const server = net.createServer();
  const port = await listen(server);
  assert.deepStrictEqual(server.address(),
                         { address: '127.0.0.1', family: 'IPv4', port });
  const connected = event(server, 'connection');
  const client = net.connect(port, '127.0.0.1');
  assert.deepStrictEqual(client.address(), {});
  assert.strictEqual(client.remoteAddress, undefined);
  await event(client, 'connect');
  const [socket] = await connected;
  assert.strictEqual(client.remotePort, port);
  assert.strictEqual(client.remoteAddress, '127.0.0.1');
  assert.strictEqual(client.remoteFamily, 'IPv4');
  assert.strictEqual(client.localAddress, '127.0.0.1');
  assert.strictEqual(client.localFamily, 'IPv4');
  assert.strictEqual(client.localPort, socket.remotePort);
  assert.strictEqual(socket.localPort, port);
  assert.deepStrictEqual(socket.address(),
                         { address: '127.0.0.1', family: 'IPv4', port });
  client.destroy();
  socket.destroy();
  await event(socket, 'close');
  await close(server);
  assert.strictEqual(server.address(), null);
});
