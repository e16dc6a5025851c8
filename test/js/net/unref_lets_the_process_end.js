'use strict';
const net = require('net');
const { assert, mustCall } = require('../http/common/wire');

const server = net.createServer((socket) => {
  socket.unref();
});
assert.strictEqual(server.unref(), server);
server.listen(0, '127.0.0.1', mustCall(() => {
  const client = net.connect(server.address().port, '127.0.0.1');
  client.once('connect', mustCall(() => {
    assert.strictEqual(client.unref(), client);
  }));
}));
