'use strict';
// Backends: one
// What a stream emits and counts, from its first chunk to its end.

const assert = require('assert');
const { once } = require('events');
const { pipeline } = require('stream/promises');
const { PassThrough } = require('stream');
const zlib = require('zlib');
const { test } = require('../common/test.js');

test('bytes one by one', async () => {
  const packed = Buffer.concat([zlib.gzipSync('abc'), zlib.gzipSync('def')]);
  const stream = zlib.createUnzip();
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk) => { text += chunk; });
  for (const byte of packed) stream.write(Buffer.from([byte]));
  stream.end();
  await once(stream, 'close');
  assert.strictEqual(text, 'abcdef');
  assert.strictEqual(stream.bytesWritten, packed.length);
});

test('a pipeline of many chunks', async () => {
  const source = new PassThrough();
  const sink = new PassThrough();
  const done = pipeline(source, zlib.createGzip(), zlib.createGunzip(), sink);
  const written = [];
  for (let i = 0; i < 200; i++) {
    const chunk = Buffer.alloc(i * 17, `chunk ${i}`);
    written.push(chunk);
    source.write(chunk);
  }
  source.end();
  const read = [];
  for await (const chunk of sink) read.push(chunk);
  await done;
  assert(Buffer.concat(read).equals(Buffer.concat(written)));
});

test('what stands behind the end', async () => {
  const packed = zlib.deflateSync('text');
  const stream = zlib.createInflate();
  let text = '';
  stream.on('data', (chunk) => { text += chunk; });
  stream.write(packed);
  stream.write('not part of it');
  await once(stream, 'end');
  assert.strictEqual(text, 'text');
  assert.strictEqual(stream.bytesWritten, packed.length);
});

test('only bytes', async () => {
  const stream = zlib.createGunzip({ objectMode: true, encoding: 'utf8' });
  assert.throws(() => stream.write({}), { code: 'ERR_INVALID_ARG_TYPE' });
  stream.end(zlib.gzipSync('text'));
  const [chunk] = await once(stream, 'data');
  assert(Buffer.isBuffer(chunk));
});

test('pledged sizes', async () => {
  for (const [pledgedSrcSize, size, good] of [[3, 3, true], [0, 0, true],
                                              [3, 2, false], [3, 4, false]]) {
    const stream = zlib.createZstdCompress({ pledgedSrcSize }).resume();
    const over = once(stream, 'end');
    stream.write('x'.repeat(size), () => stream.end());
    if (good) await over;
    else await assert.rejects(over, { code: 'ZSTD_error_srcSize_wrong' });
  }
});
