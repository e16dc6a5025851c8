'use strict';
// Backends: one
// Memory that becomes smaller while a thread reads it is no danger.

const assert = require('assert');
const zlib = require('zlib');
const { mustCall } = require('../common/test.js');

const size = 4_000_000;
const memory = new ArrayBuffer(size, { maxByteLength: size });
const bytes = new Uint8Array(memory).fill(0x61);
zlib.gzip(bytes, { level: 9 }, mustCall((error, packed) => {
  assert.strictEqual(error, null);
  assert.strictEqual(zlib.gunzipSync(packed).length, size);
}));
const stream = zlib.createDeflate().resume();
stream.end(Buffer.from(memory));
stream.on('end', mustCall());
memory.resize(0);
