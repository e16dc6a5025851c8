'use strict';
// A look-up of the program's that finds no address is an error of the socket's.
const assert = require('assert');
const net = require('net');
const { mustCall } = require('../common/test');

for (const found of [[], undefined, null, 5, [{}], [{ address: 'x' }]]) {
  const socket = net.connect({
    host: 'a.name', port: 1,
    lookup(host, options, callback) { callback(null, found); },
  });
  socket.on('error', mustCall((error) => {
    assert.strictEqual(error.code, 'ERR_INVALID_IP_ADDRESS');
  }));
}
