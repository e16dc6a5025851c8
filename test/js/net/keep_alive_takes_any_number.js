'use strict';
const http = require('http');
const net = require('net');
const { assert, close, event, listen, test } = require('../http/common/wire');

// Milliseconds become whole seconds in 32 bits, as in Node.
assert.strictEqual(net.createServer({ keepAliveInitialDelay: 1999 })
  .keepAliveInitialDelay, 1);
assert.strictEqual(net.createServer({ keepAliveInitialDelay: -5000 })
  .keepAliveInitialDelay, 0);
assert.strictEqual(http.createServer({ keepAliveInitialDelay: 2 ** 53 })
  .keepAliveInitialDelay, 652835028);
for (const wrong of ['5', null, true, {}, 5n]) {
  for (const make of [net.createServer, http.createServer,
    (options) => new net.Socket(options)]) {
    assert.throws(() => make({ keepAliveInitialDelay: wrong }), {
      code: 'ERR_INVALID_ARG_TYPE',
      message: /^The "options\.keepAliveInitialDelay" property must be of type number\./,
    });
  }
}

test(async () => {
  const server = net.createServer({ keepAlive: true, keepAliveInitialDelay: 1e13 });
  const port = await listen(server);
  const connected = event(server, 'connection');
  const client = net.connect(port, '127.0.0.1');
  const [socket] = await connected;
  for (const delay of [1e13, NaN, -1, 'x', Infinity, 1e300, undefined, true]) {
    assert.strictEqual(socket.setKeepAlive(true, delay), socket);
    assert.strictEqual(client.setKeepAlive(true, delay), client);
  }
  client.destroy();
  await close(server);
});
