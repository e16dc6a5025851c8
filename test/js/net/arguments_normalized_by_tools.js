'use strict';
// Tools that watch connections replace connect() and pass on what
// net._normalizeArgs() made of its arguments.
const assert = require('assert');
const net = require('net');
const { mustCall } = require('../common/test');

function listener() {}
for (const [args, expected] of [
  [[], [{}, null]],
  [[80], [{ port: 80 }, null]],
  [['80', 'host', listener], [{ port: '80', host: 'host' }, listener]],
  [['/path', listener], [{ path: '/path' }, listener]],
  [[{ port: 1 }, 2, listener], [{ port: 1 }, listener]],
]) {
  const normalized = net._normalizeArgs(args);
  assert.deepStrictEqual([...normalized], expected);
  const [mark] = Object.getOwnPropertySymbols(normalized);
  assert.strictEqual(mark.description, 'normalizedArgs');
  assert.strictEqual(normalized[mark], true);
}

const server = net.createServer((socket) => socket.end()).listen(0, () => {
  const { port } = server.address();
  const args = net._normalizeArgs([port, mustCall(() => {
    const direct = net.connect(net._normalizeArgs([{ port }]));
    direct.resume().on('close', mustCall(() => server.close()));
  })]);
  new net.Socket().connect(args).resume();
});
