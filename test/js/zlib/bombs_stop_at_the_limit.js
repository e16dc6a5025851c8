'use strict';
// Backends: one
// maxOutputLength holds for every function, whatever the input says of itself.

const assert = require('assert');
const zlib = require('zlib');
const { mustCall } = require('../common/test.js');

const size = 50_000_000;
const zeros = Buffer.alloc(size);
const large = { name: 'RangeError', code: 'ERR_BUFFER_TOO_LARGE',
                message: 'Cannot create a Buffer larger than 1000 bytes' };
const fast = { level: 1, params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } };

for (const [pack, unpack] of [
  ['gzip', 'gunzip'], ['gzip', 'unzip'], ['deflate', 'inflate'],
  ['deflateRaw', 'inflateRaw'], ['brotliCompress', 'brotliDecompress'],
  ['zstdCompress', 'zstdDecompress'],
]) {
  const bomb = zlib[`${pack}Sync`](zeros, pack === 'zstdCompress' ? {} : fast);
  const before = process.memoryUsage().rss;
  assert.throws(() => zlib[`${unpack}Sync`](bomb, { maxOutputLength: 1000 }), large);
  assert(process.memoryUsage().rss - before < size / 2, unpack);
  zlib[unpack](bomb, { maxOutputLength: 1000 }, mustCall((error, result) => {
    assert.strictEqual(error.message, large.message);
    assert.strictEqual(result, undefined);
  }));
  const small = zlib[`${pack}Sync`]('x'.repeat(1000));
  assert.strictEqual(
    zlib[`${unpack}Sync`](small, { maxOutputLength: 1000 }).length, 1000);
  assert.throws(() => zlib[`${unpack}Sync`](small, { maxOutputLength: 999 }),
                { code: 'ERR_BUFFER_TOO_LARGE' });
}
assert.throws(() => zlib.gzipSync('text '.repeat(100), { maxOutputLength: 9 }),
              { code: 'ERR_BUFFER_TOO_LARGE' });
