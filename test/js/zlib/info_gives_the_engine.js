'use strict';
// Backends: one
// With `info` the result is the buffer and the stream that made it.

const assert = require('assert');
const zlib = require('zlib');
const { mustCall } = require('../common/test.js');

const packed = zlib.gzipSync('some text', { info: true });
assert.deepStrictEqual(Object.keys(packed), ['buffer', 'engine']);
assert(packed.engine instanceof zlib.Gzip);
assert.strictEqual(packed.engine.bytesWritten, 9);
assert.strictEqual(packed.engine._closed, true);

const input = Buffer.concat([zlib.deflateSync('some text'), Buffer.alloc(10)]);
zlib.inflate(input, { info: true }, mustCall((error, { buffer, engine }) => {
  assert.strictEqual(error, null);
  assert.strictEqual(buffer.toString(), 'some text');
  assert(engine instanceof zlib.Inflate);
  assert.strictEqual(engine.bytesWritten, input.length - 10);
  assert.strictEqual(engine._closed, true);
}));
zlib.brotliCompress('x', { info: true }, mustCall((error, { engine }) => {
  assert(engine instanceof zlib.BrotliCompress);
}));
