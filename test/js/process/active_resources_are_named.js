'use strict';
// getActiveResourcesInfo names what keeps the process alive.
const assert = require('assert');
const fs = require('fs');
const http = require('http');
const net = require('net');
const { mustCall } = require('../common/test');

const count = (name) => process.getActiveResourcesInfo()
  .filter((each) => each === name).length;

assert.deepStrictEqual(process.getActiveResourcesInfo(), []);

const timeout = setTimeout(() => {}, 1000);
const immediate = setImmediate(() => {});
setTimeout(() => {}, 1000).unref();
assert.deepStrictEqual(process.getActiveResourcesInfo(),
                       ['Timeout', 'Immediate']);
clearTimeout(timeout);
clearImmediate(immediate);
assert.deepStrictEqual(process.getActiveResourcesInfo(), []);

let ticks = 0;
const interval = setInterval(mustCall(() => {
  // The one that runs is among them.
  assert.strictEqual(count('Timeout'), 1);
  if (++ticks === 2) clearInterval(interval);
  assert.strictEqual(count('Timeout'), ticks === 2 ? 0 : 1);
  // Not before: a connect to several addresses has timers of its own.
  if (ticks === 2) overNet();
}, 2), 0);
for (let i = 0; i < 12; i++) fs.open(__filename, (error, fd) => fs.close(fd));
assert.strictEqual(count('FSReqCallback'), 12);
assert.deepStrictEqual(process._getActiveRequests(),
                       Array(12).fill({ type: 'FSReqCallback' }));

function overNet() {
  const clients = [];
  const accepted = [];
  const server = net.createServer((socket) => {
    accepted.push(socket);
    if (accepted.length === 3) connected(server, clients, accepted);
  }).listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    for (let i = 0; i < 3; i++) clients.push(net.connect(port));
  });
}

function connected(server, clients, accepted) {
  assert.strictEqual(count('TCPSocketWrap'), 6);
  assert.strictEqual(count('TCPServerWrap'), 1);
  const every = new Set([server, ...clients, ...accepted]);
  assert.deepStrictEqual(new Set(process._getActiveHandles()), every);
  clients[0].unref();
  assert.strictEqual(count('TCPSocketWrap'), 5);
  server.unref();
  assert.strictEqual(count('TCPServerWrap'), 0);
  every.delete(clients[0]);
  every.delete(server);
  assert.deepStrictEqual(new Set(process._getActiveHandles()), every);
  server.ref();
  for (const socket of [...clients, ...accepted]) socket.destroy();
  server.close(() => {
    assert.strictEqual(count('TCPSocketWrap'), 0);
    assert.strictEqual(count('TCPServerWrap'), 0);
    overHttp();
  });
}

function overHttp() {
  const web = http.createServer(mustCall((req, res) => {
    assert.strictEqual(count('TCPSocketWrap'), 2); // both ends
    assert.strictEqual(count('TCPServerWrap'), 1);
    res.end();
    web.close();
  })).listen(0, '127.0.0.1', () => {
    const client = net.connect(web.address().port, '127.0.0.1');
    client.end('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    client.resume();
  });
}
