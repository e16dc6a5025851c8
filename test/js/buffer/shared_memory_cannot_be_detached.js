'use strict';

// Buffers that share memory keep it, whatever is tried with it by one of them:
// small buffers, and what came from one client beside another's.
const assert = require('assert');
const fs = require('fs');
const net = require('net');
const { mustCall } = require('../common/test');

function stays(buffer) {
  const text = buffer.toString('latin1');
  const memory = buffer.buffer;
  for (const name of ['transfer', 'transferToFixedLength']) {
    if (memory[name] === undefined) continue; // an older V8
    assert.throws(() => memory[name](), TypeError);
    assert.throws(() => memory[name](1), TypeError);
  }
  assert.throws(() => structuredClone(memory, { transfer: [memory] }),
                { name: 'DataCloneError' });
  assert.strictEqual(memory.detached ?? false, false);
  assert.strictEqual(buffer.toString('latin1'), text);
}

stays(Buffer.from('small'));
stays(Buffer.allocUnsafe(8));
assert.strictEqual(Buffer.from('after').toString(), 'after');
fs.readFile(__filename, mustCall((error, bytes) => {
  assert.ifError(error);
  if (bytes.buffer.byteLength > bytes.length) stays(bytes);
}));

const server = net.createServer(mustCall((socket) => {
  socket.on('data', mustCall((chunk) => {
    stays(chunk);
    socket.end();
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', mustCall(() => {
  net.connect(server.address().port, '127.0.0.1').end('a few bytes');
}));
