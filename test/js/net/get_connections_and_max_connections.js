'use strict';
const net = require('net');
const { assert, close, event, listen, test } = require('../http/common/wire');

function count(server) {
  return new Promise((resolve, reject) => {
    server.getConnections((error, n) => (error ? reject(error) : resolve(n)));
  });
}

test(async () => {
  const server = net.createServer();
  server.maxConnections = 2;
  const port = await listen(server);
  assert.strictEqual(await count(server), 0);
  const clients = [];
  for (let i = 0; i < 2; i++) {
    const connected = event(server, 'connection');
    clients.push(net.connect(port, '127.0.0.1'));
    await connected;
  }
  assert.strictEqual(await count(server), 2);
  const dropped = event(server, 'drop');
  const extra = net.connect(port, '127.0.0.1').resume();
  extra.on('error', () => {});
  const [data] = await dropped;
  assert.strictEqual(data.localAddress, '127.0.0.1');
  assert.strictEqual(data.localPort, port);
  assert.strictEqual(data.localFamily, 'IPv4');
  assert.strictEqual(data.remoteAddress, '127.0.0.1');
  assert.strictEqual(data.remoteFamily, 'IPv4');
  if (!extra.destroyed) await event(extra, 'close');
  assert.strictEqual(await count(server), 2);
  for (const client of clients) client.destroy();
  await close(server);
  assert.strictEqual(await count(server), 0);
});
