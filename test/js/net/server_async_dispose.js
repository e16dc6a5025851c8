'use strict';
const net = require('net');
const { assert, listen, test } = require('../http/common/wire');

test(async () => {
  const name = Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose');
  const server = net.createServer();
  await server[name]();
  await listen(server);
  await server[name]();
  assert.strictEqual(server.listening, false);
});
