'use strict';
// Backends: one
// What follows the end: another member, another frame, padding, garbage.

const assert = require('assert');
const zlib = require('zlib');

const gz = zlib.gzipSync('abc');
const df = zlib.deflateSync('abc');
const zs = zlib.zstdCompressSync('abc');
const join = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const read = (how, ...parts) => zlib[how](join(...parts)).toString();
const header = { code: 'Z_DATA_ERROR', errno: -3, message: 'incorrect header check' };
const cut = { code: 'Z_BUF_ERROR', errno: -5, message: 'unexpected end of file' };

for (const how of ['gunzipSync', 'unzipSync']) {
  assert.strictEqual(read(how, gz, zlib.gzipSync('de')), 'abcde');
  assert.strictEqual(read(how, gz, [0, 0], 'garbage'), 'abc');
  assert.throws(() => read(how, gz, 'garbage'), header);
  assert.throws(() => read(how, gz, [0x1f, 0x8b]), cut);
}
assert.strictEqual(read('unzipSync', gz, df), 'abcabc');
for (const rest of ['garbage', [0], df]) {
  assert.strictEqual(read('inflateSync', df, rest), 'abc');
  assert.strictEqual(read('unzipSync', df, rest), 'abc');
  assert.strictEqual(read('inflateRawSync', zlib.deflateRawSync('abc'), rest), 'abc');
  assert.strictEqual(
    read('brotliDecompressSync', zlib.brotliCompressSync('abc'), rest), 'abc');
  assert.strictEqual(read('zstdDecompressSync', zs, rest), 'abc');
}
assert.strictEqual(read('zstdDecompressSync', zs, zs), 'abcabc');
assert.strictEqual(
  read('zstdDecompressSync', zs, [0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2]), 'abc');
assert.throws(() => read('zstdDecompressSync', zs, zs.subarray(0, -1)), cut);
