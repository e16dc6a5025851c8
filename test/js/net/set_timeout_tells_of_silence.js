'use strict';
const net = require('net');
const { assert, close, event, listen, test } = require('../http/common/wire');

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
  socket.on('data', () => {});
  // Traffic begins the time anew.
  setTimeout(() => client.write('x'), 70);
  await event(socket, 'timeout');
  const waited = Date.now() - start;
  assert(waited >= 180 && waited < 2000, `${waited}`);
  assert.strictEqual(socket.destroyed, false);
  socket.setTimeout(0);
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
