'use strict';
// A server that is told to listen again while the name of its host is looked up
// listens once, and one close() ends it.
const assert = require('assert');
const net = require('net');
const { mustCall } = require('../common/test');

const server = net.createServer();
server.on('listening', mustCall(() => setImmediate(() => {
  assert.strictEqual(server.address().address, '127.0.0.2');
  server.close();
})));
server.listen(0, '127.0.0.1');
server.listen({ path: undefined, port: 0, host: '127.0.0.2' });

const both = net.createServer();
both.on('listening', mustCall(() => setImmediate(() => {
  assert.notStrictEqual(both.address().address, '127.0.0.1');
  both.close();
})));
both.listen(0, '127.0.0.1');
both.listen(0);
