'use strict';
// Backends: one
// flush() writes out what was written before, in its place among the writes.

const assert = require('assert');
const { once } = require('events');
const zlib = require('zlib');
const { mustCall, test } = require('../common/test.js');

const { constants } = zlib;

async function roundTrip(compress, decompress, kinds) {
  let read = '';
  decompress.setEncoding('utf8').on('data', (text) => { read += text; });
  compress.on('data', (chunk) => decompress.write(chunk));
  let written = '';
  for (const kind of kinds) {
    compress.write('some text; ');
    written += 'some text; ';
    await new Promise((done) => {
      if (kind === undefined) compress.flush(done);
      else compress.flush(kind, done);
    });
    while (read !== written) await once(decompress, 'data');
  }
  compress.end();
  await once(compress, 'end');
  decompress.end();
  await once(decompress, 'end');
  assert.strictEqual(read, written);
}

test(async () => {
  const { Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH } = constants;
  await roundTrip(zlib.createGzip(), zlib.createGunzip(),
                  [undefined, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH]);
  await roundTrip(zlib.createBrotliCompress(), zlib.createBrotliDecompress(),
                  [undefined, constants.BROTLI_OPERATION_FLUSH]);
  await roundTrip(zlib.createZstdCompress(), zlib.createZstdDecompress(),
                  [undefined, constants.ZSTD_e_flush, constants.ZSTD_e_end]);
});

test('when the stream has ended', async () => {
  const stream = zlib.createGzip().resume();
  stream.end('text');
  stream.flush(mustCall());
  await once(stream, 'close');
  stream.flush(mustCall());
  const gone = zlib.createGzip();
  gone.destroy();
  gone.flush(mustCall((error) => {
    assert.strictEqual(error.code, 'ERR_STREAM_DESTROYED');
  }));
});
