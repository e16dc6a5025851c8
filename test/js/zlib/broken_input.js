'use strict';
// Backends: one
// Broken input gives the library's code, number and words, however it comes.

const assert = require('assert');
const zlib = require('zlib');
const { mustCall } = require('../common/test.js');

const garbage = Buffer.from('garbage');
const flipped = zlib.gzipSync('text '.repeat(100));
flipped[flipped.length - 6] ^= 0xff;
const cases = [
  ['Gunzip', garbage, 'Z_DATA_ERROR', -3, 'incorrect header check'],
  ['Unzip', garbage, 'Z_DATA_ERROR', -3, 'incorrect header check'],
  ['Inflate', garbage, 'Z_DATA_ERROR', -3, 'incorrect header check'],
  ['InflateRaw', garbage, 'Z_DATA_ERROR', -3, 'invalid block type'],
  ['Gunzip', flipped, 'Z_DATA_ERROR', -3, 'incorrect data check'],
  ['BrotliDecompress', garbage, 'ERR__ERROR_FORMAT_PADDING_1', -14,
   'Decompression failed'],
  ['ZstdDecompress', garbage, 'ZSTD_error_prefix_unknown', 10,
   'Unknown frame descriptor'],
  ['Inflate', zlib.deflateSync('text', { dictionary: garbage }), 'Z_NEED_DICT', 2,
   'Missing dictionary'],
];

for (const [name, input, code, errno, message] of cases) {
  const expected = { name: 'Error', code, errno, message };
  const own = name[0].toLowerCase() + name.slice(1);
  assert.throws(() => zlib[`${own}Sync`](input), expected);
  zlib[own](input, mustCall((error, result) => {
    assert.throws(() => { throw error; }, expected);
    assert.strictEqual(result, undefined);
  }));
  const stream = new zlib[name]();
  stream.on('end', () => assert.fail('it ended'));
  stream.on('error', mustCall((error) => {
    assert.throws(() => { throw error; }, expected);
    assert.strictEqual(stream._closed, true);
  }));
  stream.on('close', mustCall());
  stream.resume().end(input);
}
assert.throws(
  () => zlib.inflateSync(zlib.deflateSync('text', { dictionary: garbage }),
                         { dictionary: Buffer.from('x') }),
  { code: 'Z_NEED_DICT', message: 'Bad dictionary' });
