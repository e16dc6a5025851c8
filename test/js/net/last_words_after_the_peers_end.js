'use strict';
// With half-open forbidden our side ends after the peer's, but who listens to
// 'end' may still write, and so may what it schedules for the next tick.
const assert = require('assert');
const net = require('net');
const { test } = require('../common/test');

/** What a client gets of a server whose 'end' listener is `atEnd`. */
function answers(atEnd) {
  return new Promise((resolve, reject) => {
    net.createServer(function(socket) {
      this.close();
      socket.on('error', reject);
      socket.on('end', () => atEnd(socket));
      socket.resume();
    }).listen(0, function() {
      const client = net.connect(this.address().port);
      let text = '';
      client.setEncoding('latin1');
      client.on('data', (part) => { text += part; });
      client.on('error', reject);
      client.on('close', () => resolve(text));
      client.end('over');
    });
  });
}

test(async () => {
  assert.strictEqual(await answers((socket) => {
    assert.strictEqual(socket.writable, true);
    assert.strictEqual(socket.readyState, 'writeOnly');
    socket.end('goodbye');
  }), 'goodbye');
  assert.strictEqual(await answers((socket) => socket.write('one')), 'one');
  assert.strictEqual(await answers((socket) => {
    process.nextTick(() => socket.write('a tick later'));
  }), 'a tick later');
  let late;
  assert.strictEqual(await answers((socket) => {
    setImmediate(() => socket.write('late', (error) => { late = error; }));
  }), '');
  await new Promise(setImmediate);
  assert.strictEqual(late.code, 'EPIPE');
});
