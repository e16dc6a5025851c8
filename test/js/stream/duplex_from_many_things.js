// Backends: one
'use strict';
const assert = require('assert');
const { Duplex, Readable, Writable, compose, duplexPair } = require('stream');
const { test } = require('../common/test');
test(async () => {
  const upper = Duplex.from(async function* (source) {
    for await (const chunk of source) yield String(chunk).toUpperCase();
  });
  upper.end('abc');
  assert.deepStrictEqual(await upper.toArray(), ['ABC']);

  assert.deepStrictEqual(
    await Duplex.from(Promise.resolve('later')).toArray(), ['later']);

  const written = [];
  const pair = Duplex.from({
    readable: Readable.from(['r']),
    writable: new Writable({
      objectMode: true,
      write(chunk, encoding, callback) {
        written.push(chunk);
        callback();
      },
    }),
  });
  pair.end('w');
  assert.deepStrictEqual(await pair.toArray(), ['r']);
  assert.deepStrictEqual(written, ['w']);

  const both = compose(
    async function* (source) {
      for await (const chunk of source) yield `${chunk}1`;
    },
    async function* (source) {
      for await (const chunk of source) yield `${chunk}2`;
    });
  both.end('x');
  assert.deepStrictEqual(await both.toArray(), ['x12']);

  const [a, b] = duplexPair();
  a.end('over');
  assert.strictEqual(String(await b.read() ?? (await b.toArray())[0]), 'over');
  assert.throws(() => Duplex.from(5), { code: 'ERR_INVALID_ARG_TYPE' });
});
