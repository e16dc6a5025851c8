'use strict';
const net = require('net');
const {
  assert, close, event, limit, listen, sleep, test,
} = require('../http/common/wire');

test(async () => {
  const server = net.createServer();
  const port = await listen(server);
  const connected = event(server, 'connection');
  const client = net.connect(port, '127.0.0.1');
  const [socket] = await connected;
  const start = Date.now();
  assert.strictEqual(socket.timeout, undefined);
  assert.strictEqual(socket.setTimeout(120), socket);
  assert.strictEqual(socket.timeout, 120);
  let late;
  socket.on('data', () => { late ??= limit(160); });
  // Traffic begins the time anew, and adds nothing to it.
  setTimeout(() => client.write('x'), 70);
  await event(socket, 'timeout');
  const waited = Date.now() - start;
  assert(waited >= 180, `${waited}`);
  assert.strictEqual(late.passed, false);
  assert.strictEqual(socket.destroyed, false);
  // One silence is told of once, the next one again.
  let told = 0;
  socket.on('timeout', () => { ++told; });
  await sleep(300);
  assert.strictEqual(told, 0);
  client.write('y');
  await event(socket, 'timeout');
  assert.strictEqual(told, 1);
  const warned = event(process, 'warning');
  socket.setTimeout(2 ** 31);
  assert.strictEqual(socket.timeout, 2 ** 31);
  const [warning] = await warned;
  assert.strictEqual(warning.name, 'TimeoutOverflowWarning');
  assert.strictEqual(
    warning.message, '2147483648 does not fit into a 32-bit signed integer.\n' +
    'Timer duration was truncated to 2147483647.');
  await sleep(20);
  assert.strictEqual(told, 1);
  socket.setTimeout(0);
  assert.strictEqual(socket.timeout, 0);
  for (const bad of ['100', true, {}, undefined, null]) {
    assert.throws(() => socket.setTimeout(bad), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  for (const bad of [-1, NaN, Infinity]) {
    assert.throws(() => socket.setTimeout(bad), { code: 'ERR_OUT_OF_RANGE' });
  }
  assert.throws(() => socket.setTimeout(1, 'x'), { code: 'ERR_INVALID_ARG_TYPE' });
  client.destroy();
  await close(server);
});
