'use strict';
const net = require('net');
const { assert, close, event, listen, mustCall, test } =
  require('../http/common/wire');

test(async () => {
  const server = net.createServer((socket) => socket.resume());
  const port = await listen(server);
  const client = net.connect(port, '127.0.0.1');
  await event(client, 'connect');
  client.end('last');
  client.on('error', mustCall((error) => {
    assert.strictEqual(error.code, 'EPIPE');
    assert.strictEqual(error.message, 'This socket has been ended by the other party');
  }, 0));
  const failed = event(client, 'error');
  client.removeAllListeners('error');
  client.once('error', () => {});
  client.write('more', mustCall((error) => {
    assert.strictEqual(error.code, 'ERR_STREAM_WRITE_AFTER_END');
  }));
  void failed;
  await event(client, 'close');
  await close(server);
});
