'use strict';
// The peer's address survives the socket, our own does not.
const assert = require('assert');
const net = require('net');
const { mustCall } = require('../common/test');

const server = net.createServer((socket) => {
  assert.strictEqual(socket.localAddress, '127.0.0.1');
  const { remotePort } = socket;
  assert.ok(remotePort > 0);
  socket.resume();
  socket.end();
  socket.on('close', mustCall(() => {
    assert.strictEqual(socket.localAddress, undefined);
    assert.strictEqual(socket.localPort, undefined);
    assert.deepStrictEqual(socket.address(), {});
    assert.strictEqual(socket.remoteAddress, '127.0.0.1');
    assert.strictEqual(socket.remotePort, remotePort);
    server.close();
  }));
});
server.listen(0, '127.0.0.1', () => {
  net.connect(server.address().port, '127.0.0.1').resume();
});
