'use strict';
const net = require('net');
const { assert, close, event, listen, test } = require('../http/common/wire');

test(async () => {
  const server = net.createServer((socket) => socket.end('hello'));
  const port = await listen(server);
  const client = new net.Socket();
  for (let i = 0; i < 3; i++) {
    client.connect(port, '127.0.0.1');
    const [data] = await event(client, 'data');
    assert.strictEqual(String(data), 'hello');
    assert.deepStrictEqual(await event(client, 'close'), [false]);
    assert.strictEqual(client.destroyed, true);
  }
  await close(server);
  for (let i = 0; i < 3; i++) {
    const order = [];
    client.removeAllListeners();
    client.on('error', (error) => order.push(error.code));
    client.connect(port, '127.0.0.1');
    await event(client, 'close');
    assert.deepStrictEqual(order, ['ECONNREFUSED']);
  }
});
