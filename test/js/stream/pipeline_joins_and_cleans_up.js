// Backends: one
'use strict';
const assert = require('assert');
const { PassThrough, Readable, Writable, pipeline } = require('stream');
const { pipeline: joined } = require('stream/promises');
const { test } = require('../common/test');
test(async () => {
  const seen = [];
  await joined(
    Readable.from(['a', 'b']),
    async function* (source) {
      for await (const chunk of source) yield chunk.toUpperCase();
    },
    new PassThrough({ objectMode: true }),
    async (source) => {
      for await (const chunk of source) seen.push(chunk);
    });
  assert.deepStrictEqual(seen, ['A', 'B']);

  // One that fails brings down all, and it is its error that is told.
  const source = new Readable({ read() {} });
  const middle = new PassThrough();
  const sink = new Writable({
    write(chunk, encoding, callback) { callback(new Error('full')); },
  });
  source.push('x');
  await assert.rejects(joined(source, middle, sink), /full/);
  assert.ok(source.destroyed && middle.destroyed && sink.destroyed);

  const controller = new AbortController();
  const endless = new Readable({ read() {} });
  setImmediate(() => controller.abort());
  await assert.rejects(
    joined(endless, new PassThrough(), { signal: controller.signal }),
    { name: 'AbortError' });
  assert.ok(endless.destroyed);

  const result = await joined(
    Readable.from(['1', '2']),
    async (numbers) => {
      let sum = 0;
      for await (const n of numbers) sum += Number(n);
      return sum;
    });
  assert.strictEqual(result, 3);
  assert.throws(() => pipeline(source, () => {}), { code: 'ERR_MISSING_ARGS' });
  assert.throws(() => pipeline(source, middle), {
    code: 'ERR_INVALID_ARG_TYPE',
  });
});
