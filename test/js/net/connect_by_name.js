'use strict';
const net = require('net');
const { assert, event, mustCall, test } = require('../http/common/wire');

test(async () => {
  const server = net.createServer((socket) => socket.end());
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const client = net.connect({ port, host: 'localhost', family: 4 });
  client.on('lookup', mustCall((error, address, family, host) => {
    assert.strictEqual(error, null);
    assert.strictEqual(address, '127.0.0.1');
    assert.strictEqual(family, 4);
    assert.strictEqual(host, 'localhost');
  }));
  client.resume();
  await event(client, 'close');

  const own = net.connect({
    port, host: 'what.ever',
    lookup(host, options, callback) {
      assert.strictEqual(host, 'what.ever');
      if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
      else callback(null, '127.0.0.1', 4);
    },
  }).resume();
  await event(own, 'close');

  const failing = net.connect({
    port, host: 'what.ever',
    lookup(host, options, callback) { callback(new Error('no such name')); },
  });
  const [error] = await event(failing, 'error');
  assert.strictEqual(error.message, 'no such name');
  server.close();
});
