'use strict';
const net = require('net');
const { assert, close, event, listen, test } = require('../http/common/wire');

test(async () => {
  const server = net.createServer((socket) => socket.resume());
  const port = await listen(server);
  const controller = new AbortController();
  const client = net.connect({ port, host: '127.0.0.1',
                               signal: controller.signal });
  await event(client, 'connect');
  const failed = event(client, 'error');
  controller.abort();
  const [error] = await failed;
  assert.strictEqual(error.name, 'AbortError');
  assert.strictEqual(client.destroyed, true);
  await close(server);
});
