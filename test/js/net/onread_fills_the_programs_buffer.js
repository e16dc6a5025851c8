'use strict';
// The option onread: pieces no longer than the buffer, in order, no 'data'; a
// false or a pause holds what has arrived until the socket is resumed.
const assert = require('assert');
const net = require('net');
const { test } = require('../common/test');

const kText = 'hello world';

/** Connects to a server that says kText and ends. */
function connect(onread, watch = () => {}) {
  return new Promise((resolve, reject) => {
    net.createServer(function(socket) {
      this.close();
      socket.end(kText);
    }).listen(0, function() {
      const client = net.connect({ port: this.address().port, onread });
      client.on('data', () => reject(new Error('there was data')));
      client.on('error', reject);
      client.on('end', () => resolve(client));
      watch(client);
    });
  });
}

test(async () => {
  const own = Buffer.alloc(8);
  let pieces = [];
  await connect({
    buffer: own,
    callback(count, buffer) {
      assert.ok(this instanceof net.Socket);
      assert.strictEqual(buffer, own);
      pieces.push(buffer.latin1Slice(0, count));
    },
  });
  assert.deepStrictEqual(pieces, ['hello wo', 'rld']);

  // One buffer ahead of each piece.
  let made = 0;
  pieces = [];
  const client = await connect({
    buffer: () => new Uint8Array(2 + made++ % 2),
    callback: (count, buffer) => {
      pieces.push(Buffer.from(buffer).latin1Slice(0, count));
    },
  });
  assert.deepStrictEqual(pieces, ['he', 'llo', ' w', 'orl', 'd']);
  assert.strictEqual(made, 6);
  assert.strictEqual(client.bytesRead, kText.length);

  for (const stop of [() => false, (socket) => { socket.pause(); }]) {
    let open = true;
    pieces = [];
    await connect({
      buffer: Buffer.alloc(4),
      callback(count, buffer) {
        assert.ok(open, 'called while it was to wait');
        open = false;
        pieces.push(buffer.latin1Slice(0, count));
        setTimeout(() => {
          open = true;
          this.resume();
        }, 2);
        return stop(this);
      },
    });
    assert.deepStrictEqual(pieces, ['hell', 'o wo', 'rld']);
  }

  // What is not as it must be is not used.
  await new Promise((resolve) => {
    const server = net.createServer((socket) => socket.end(kText));
    server.listen(0, () => {
      net.connect({ port: server.address().port, onread: { buffer: own } })
        .on('data', (data) => assert.strictEqual(String(data), kText))
        .on('close', () => server.close(resolve));
    });
  });
});
