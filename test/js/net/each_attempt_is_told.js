'use strict';
// 'connectionAttempt' comes before each attempt to connect, a single one too,
// and may end the socket.
const assert = require('assert');
const net = require('net');
const { test } = require('../common/test');

test(async () => {
  const server = net.createServer((socket) => socket.end());
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address();
  const events = [];
  await new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('connectionAttempt', (...args) => events.push(args));
    socket.on('connect', () => events.push('connect'));
    socket.on('close', resolve);
    socket.resume();
  });
  assert.deepStrictEqual(events, [['127.0.0.1', port, 4], 'connect']);

  await new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('connectionAttempt', () => socket.destroy());
    socket.on('connect', () => assert.fail('was destroyed'));
    socket.on('close', resolve);
  });
  await new Promise((resolve) => { server.close(resolve); });
});
