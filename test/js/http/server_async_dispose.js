'use strict';
const http = require('http');
const { assert, listen, mustCall, test } = require('./common/wire');

test(async () => {
  const server = http.createServer();
  server.on('close', mustCall());
  await listen(server);
  await server[Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')]();
  assert.strictEqual(server.listening, false);
});
