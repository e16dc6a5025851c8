'use strict';
// Backends: one
// rejectGarbageAfterEnd makes an error of whatever follows the end.

const assert = require('assert');
const zlib = require('zlib');
const { mustCall } = require('../common/test.js');

const junk = { name: 'TypeError', code: 'ERR_TRAILING_JUNK_AFTER_STREAM_END' };
const options = { rejectGarbageAfterEnd: true };

for (const [pack, unpack] of [
  ['gzip', 'gunzip'], ['gzip', 'unzip'], ['deflate', 'inflate'],
  ['deflateRaw', 'inflateRaw'], ['brotliCompress', 'brotliDecompress'],
  ['zstdCompress', 'zstdDecompress'],
]) {
  const packed = zlib[`${pack}Sync`]('abc');
  const more = Buffer.concat([packed, Buffer.from('garbage')]);
  assert.strictEqual(zlib[`${unpack}Sync`](packed, options).toString(), 'abc');
  assert.throws(() => zlib[`${unpack}Sync`](more, options), junk);
  zlib[unpack](more, options, mustCall((error) => {
    assert.strictEqual(error.code, junk.code);
  }));
  const Class = `create${unpack[0].toUpperCase()}${unpack.slice(1)}`;
  const stream = zlib[Class](options).resume();
  stream.on('error', mustCall((error) => assert.strictEqual(error.code, junk.code)));
  stream.end(more);
}
const two = Buffer.concat([zlib.gzipSync('abc'), zlib.gzipSync('abc')]);
assert.throws(() => zlib.gunzipSync(two, options), junk);
assert.throws(() => zlib.gunzipSync(two, { rejectGarbageAfterEnd: 1 }),
              { code: 'ERR_INVALID_ARG_TYPE' });
