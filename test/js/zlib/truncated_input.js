'use strict';
// Backends: one
// Input that ends too soon: an error, or with another finishFlush what there is.

const assert = require('assert');
const zlib = require('zlib');
const { mustCall } = require('../common/test.js');

const text = 'some text that is long enough to be cut, '.repeat(20);
const cut = { name: 'Error', code: 'Z_BUF_ERROR', errno: -5,
              message: 'unexpected end of file' };
const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH, ZSTD_e_flush } = zlib.constants;

for (const [pack, unpack, flush] of [
  ['gzip', 'gunzip', Z_SYNC_FLUSH], ['gzip', 'unzip', Z_SYNC_FLUSH],
  ['deflate', 'inflate', Z_SYNC_FLUSH], ['deflateRaw', 'inflateRaw', Z_SYNC_FLUSH],
  ['brotliCompress', 'brotliDecompress', BROTLI_OPERATION_FLUSH],
  ['zstdCompress', 'zstdDecompress', ZSTD_e_flush],
]) {
  const packed = zlib[`${pack}Sync`](text);
  for (const size of [0, 1, packed.length >> 1, packed.length - 1]) {
    const part = packed.subarray(0, size);
    assert.throws(() => zlib[`${unpack}Sync`](part), cut, `${unpack} of ${size}`);
    zlib[unpack](part, mustCall((error, result) => {
      assert.strictEqual(error.code, cut.code);
      assert.strictEqual(result, undefined);
    }));
    const got = zlib[`${unpack}Sync`](part, { finishFlush: flush });
    assert(text.startsWith(got.toString()));
  }
}
