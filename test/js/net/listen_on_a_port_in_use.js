'use strict';
const net = require('net');
const { assert, event, listen, test } = require('../http/common/wire');

test(async () => {
  const server = net.createServer();
  const port = await listen(server);
  const other = net.createServer();
  assert.strictEqual(other.listen(port, '127.0.0.1'), other);
  const [error] = await event(other, 'error');
  assert.strictEqual(error.code, 'EADDRINUSE');
  assert.strictEqual(error.errno, -98);
  assert.strictEqual(error.syscall, 'listen');
  assert.strictEqual(error.address, '127.0.0.1');
  assert.strictEqual(error.port, port);
  assert.strictEqual(
    error.message,
    `listen EADDRINUSE: address already in use 127.0.0.1:${port}`);
  assert.strictEqual(other.listening, false);
  await new Promise((resolve) => server.close(resolve));
  // The one that failed can be used.
  await new Promise((resolve) => other.listen(port, '127.0.0.1', resolve));
  assert.strictEqual(other.address().port, port);
  other.close();
});
