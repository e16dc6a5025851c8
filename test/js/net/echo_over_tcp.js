'use strict';
const net = require('net');
const { assert, close, event, listen, mustCall, test } =
  require('../http/common/wire');

test(async () => {
  const server = net.createServer(mustCall((socket) => {
    assert(socket instanceof net.Socket);
    assert.strictEqual(socket.server, server);
    socket.pipe(socket);
  }));
  const port = await listen(server);
  const client = net.connect({ port, host: '127.0.0.1' });
  const big = Buffer.alloc(3000000);
  for (let i = 0; i < big.length; i++) big[i] = i * 31 & 255;
  const parts = [];
  client.on('data', (part) => parts.push(part));
  client.write('hello ');
  client.write(Buffer.from('w'));
  client.write('6f726c64', 'hex');
  client.end(big);
  await event(client, 'end');
  assert.deepStrictEqual(Buffer.concat(parts),
                         Buffer.concat([Buffer.from('hello world'), big]));
  assert.strictEqual(client.bytesWritten, big.length + 11);
  assert.strictEqual(client.bytesRead, big.length + 11);
  await close(server);
});
