// Backends: one
'use strict';
const assert = require('assert');
const { Transform } = require('stream');
const { test } = require('../common/test');

test(async () => {
  let taken = 0;
  const transform = new Transform({
    objectMode: true,
    highWaterMark: 2,
    transform(chunk, encoding, callback) {
      taken++;
      callback(null, chunk);
    },
  });
  for (let i = 0; i < 20; i++) transform.write(i);
  transform.end();
  await new Promise((resolve) => setImmediate(resolve));
  // As much as fits: what is written behind it waits.
  assert.ok(taken <= 3, `${taken} were taken`);
  const all = [];
  for await (const one of transform) all.push(one);
  assert.deepStrictEqual(all, Array.from({ length: 20 }, (_, i) => i));
});
