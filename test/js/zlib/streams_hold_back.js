'use strict';
// Backends: one
// A stream makes no more output than its reader has room for, in chunks of
// chunkSize, and goes on where it stopped.

const assert = require('assert');
const { setTimeout: wait } = require('timers/promises');
const zlib = require('zlib');
const { test } = require('../common/test.js');

test(async () => {
  const size = 10_000_000;
  const packed = zlib.gzipSync(Buffer.alloc(size, 'x'));
  const stream = zlib.createGunzip({ chunkSize: 1000, highWaterMark: 5000 });
  stream.end(packed);
  let last;
  do {
    last = stream.readableLength;
    await wait(20);
  } while (stream.readableLength !== last || last === 0);
  assert.strictEqual(last, 5000);
  let read = 0;
  let most = 0;
  for await (const chunk of stream) {
    read += chunk.length;
    most = Math.max(most, chunk.length);
    assert(chunk.every((byte) => byte === 0x78));
  }
  assert.strictEqual(read, size);
  assert.strictEqual(stream.bytesWritten, packed.length);
  assert(most >= 1000 && most <= 5000);
});
