'use strict';
const net = require('net');
const { assert, event, test } = require('../http/common/wire');

test(async () => {
  const controller = new AbortController();
  const server = net.createServer();
  server.listen({ port: 0, signal: controller.signal });
  await event(server, 'listening');
  const closed = event(server, 'close');
  controller.abort();
  await closed;
  const late = net.createServer();
  const lateClosed = event(late, 'close');
  late.on('listening', () => assert.fail('it was closed before'));
  late.listen({ port: 0, signal: AbortSignal.abort() });
  assert.strictEqual(late.listening, true);
  await lateClosed;
  assert.strictEqual(late.listening, false);
});
