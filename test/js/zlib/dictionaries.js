'use strict';
// Backends: one
// A dictionary of any kind of bytes serves both sides, also behind a reset.

const assert = require('assert');
const zlib = require('zlib');
const { mustCall } = require('../common/test.js');

const words = Buffer.from('quagmire zephyr oblong wharf');
const memory = new Uint8Array(words).buffer;

for (const [pack, unpack] of [
  ['deflate', 'inflate'], ['deflateRaw', 'inflateRaw'],
  ['brotliCompress', 'brotliDecompress'], ['zstdCompress', 'zstdDecompress'],
]) {
  const plain = zlib[`${pack}Sync`](words);
  for (const dictionary of [words, memory, new DataView(memory)]) {
    const packed = zlib[`${pack}Sync`](words, { dictionary });
    assert(packed.length < plain.length, pack);
    assert.deepStrictEqual(zlib[`${unpack}Sync`](packed, { dictionary }), words);
    zlib[unpack](packed, { dictionary }, mustCall((error, result) => {
      assert.deepStrictEqual(result, words);
    }));
    if (pack !== 'deflateRaw') assert.throws(() => zlib[`${unpack}Sync`](packed));
  }
}

const deflate = zlib.createDeflate({ dictionary: words });
deflate.write('thrown away', mustCall(() => {
  deflate.read();
  deflate.reset();
  deflate.end(words);
  const chunks = [];
  deflate.on('data', (chunk) => chunks.push(chunk));
  deflate.on('end', mustCall(() => {
    assert.deepStrictEqual(
      zlib.inflateSync(Buffer.concat(chunks), { dictionary: words }), words);
  }));
}));
