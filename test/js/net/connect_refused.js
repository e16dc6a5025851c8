'use strict';
const net = require('net');
const { assert, event, listen, test } = require('../http/common/wire');

test(async () => {
  const server = net.createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  const client = net.connect(port, '127.0.0.1');
  const closed = event(client, 'close');
  const [error] = await event(client, 'error');
  assert.strictEqual(error.code, 'ECONNREFUSED');
  assert.strictEqual(error.errno, -111);
  assert.strictEqual(error.syscall, 'connect');
  assert.strictEqual(error.address, '127.0.0.1');
  assert.strictEqual(error.port, port);
  assert.strictEqual(error.message, `connect ECONNREFUSED 127.0.0.1:${port}`);
  assert.deepStrictEqual(await closed, [true]);
  assert.strictEqual(client.destroyed, true);
  assert.strictEqual(client.readyState, 'closed');
});
