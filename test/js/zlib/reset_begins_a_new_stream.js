'use strict';
// Backends: one
// reset() forgets what was written; of a closed stream it is an error.

const assert = require('assert');
const zlib = require('zlib');
const { mustCall } = require('../common/test.js');

for (const [pack, unpack] of [
  ['Gzip', 'gunzipSync'], ['Deflate', 'inflateSync'],
  ['BrotliCompress', 'brotliDecompressSync'], ['ZstdCompress', 'zstdDecompressSync'],
]) {
  const stream = new zlib[pack]();
  const chunks = [];
  stream.write('forgotten', mustCall(() => {
    stream.read();
    stream.reset();
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.end('kept');
  }));
  stream.on('end', mustCall(() => {
    assert.strictEqual(zlib[unpack](Buffer.concat(chunks)).toString(), 'kept');
  }));
}

// While a chunk is on its way, when that is home.
const busy = zlib.createGzip().resume();
busy.write(Buffer.alloc(1_000_000), mustCall(() => busy.end()));
busy.reset();

const closed = zlib.createGzip();
closed.close();
assert.throws(() => closed.reset(), { code: 'ERR_INTERNAL_ASSERTION' });
