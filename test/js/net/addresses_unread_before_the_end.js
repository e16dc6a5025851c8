'use strict';
// Who the peer of a destroyed socket was is known only to who had asked before.
const assert = require('assert');
const net = require('net');
const { mustCall } = require('../common/test');

const server = net.createServer((socket) => socket.resume());
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const asked = net.connect(port, '127.0.0.1', mustCall(() => {
    assert.strictEqual(asked.remotePort, port);
    asked.destroy();
    assert.strictEqual(asked.remoteAddress, '127.0.0.1');
    assert.strictEqual(asked.localAddress, undefined);
  }));
  const unasked = net.connect(port, '127.0.0.1', mustCall(() => {
    unasked.destroy();
    assert.strictEqual(unasked.remoteAddress, undefined);
    unasked.on('close', mustCall(() => {
      assert.strictEqual(unasked.remotePort, undefined);
      assert.strictEqual(unasked.remoteFamily, undefined);
      server.close();
    }));
  }));
});
