'use strict';
// Backends: one
// What each function packs its counterpart unpacks, synchronously and not, from
// every kind of data.

const assert = require('assert');
const { promisify } = require('util');
const zlib = require('zlib');
const { test } = require('../common/test.js');

const pairs = [
  ['deflate', 'inflate'], ['deflate', 'unzip'], ['gzip', 'gunzip'],
  ['gzip', 'unzip'], ['deflateRaw', 'inflateRaw'],
  ['brotliCompress', 'brotliDecompress'], ['zstdCompress', 'zstdDecompress'],
];
const lines = Array.from({ length: 20_000 }, (_, i) => `line ${i * 7919 % 1009}\n`);
const texts = ['', 'x', 'some text', 'text '.repeat(50), lines.join('')];

test(async () => {
  for (const [pack, unpack] of pairs) {
    for (const text of texts) {
      const options = pack === 'brotliCompress' ?
        { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } } : {};
      const what = `${pack} ${unpack} of ${text.length}`;
      const packed = zlib[`${pack}Sync`](text, options);
      assert(Buffer.isBuffer(packed), what);
      assert.strictEqual(zlib[`${unpack}Sync`](packed).toString(), text, what);
      const again = await promisify(zlib[pack])(text, options);
      assert.strictEqual(zlib[`${unpack}Sync`](again).toString(), text, what);
      const unpacked = await promisify(zlib[unpack])(packed);
      assert(Buffer.isBuffer(unpacked), what);
      assert.strictEqual(unpacked.toString(), text, what);
    }
  }
});

const bytes = Buffer.from('some bytes, some bytes');
const memory = new Uint8Array(bytes).buffer;
for (const data of [bytes.toString(), bytes, new Uint8Array(bytes), memory,
                    new DataView(memory), new Uint16Array(memory)]) {
  assert.deepStrictEqual(zlib.gunzipSync(zlib.gzipSync(data)), bytes);
}
// A view's own bytes, and no more of its memory.
assert.strictEqual(
  zlib.gunzipSync(zlib.gzipSync(new Uint8Array(memory, 5, 5))).toString(), 'bytes');
