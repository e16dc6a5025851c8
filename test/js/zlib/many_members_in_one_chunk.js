'use strict';
// Backends: one
// However the pool cuts a large chunk into pieces, members and frames that follow
// each other are one stream.

const assert = require('assert');
const zlib = require('zlib');
const { mustCall } = require('../common/test.js');

const part = Buffer.alloc(40_000);
for (let i = 0, random = 1; i < part.length; i++) {
  random = Math.imul(random, 1664525) + 1013904223 >>> 0;
  part[i] = random >>> 24;
}
const parts = 128;
// Pieces are of multiples of this.
const kPacked = 16 * 1024;

for (const [pack, unpack] of [['gzip', 'gunzip'], ['gzip', 'unzip'],
                              ['zstdCompress', 'zstdDecompress']]) {
  let length = kPacked - 100;
  let packed;
  do {
    packed = zlib[`${pack}Sync`](part.subarray(0, ++length));
  } while (packed.length < kPacked);
  assert.strictEqual(packed.length, kPacked);
  const size = length * parts;
  const all = Buffer.concat(Array(parts).fill(packed));
  zlib[unpack](all, { chunkSize: 1024 }, mustCall((error, result) => {
    assert.strictEqual(error, null);
    assert.strictEqual(result.length, size);
  }));
  const stream = zlib[`create${unpack[0].toUpperCase()}${unpack.slice(1)}`]();
  let read = 0;
  stream.on('data', (chunk) => { read += chunk.length; });
  stream.on('end', mustCall(() => assert.strictEqual(read, size)));
  stream.end(all);
}
