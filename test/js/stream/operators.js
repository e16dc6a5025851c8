// Backends: one
'use strict';
const assert = require('assert');
const { Readable } = require('stream');
const { test } = require('../common/test');
const turn = () => new Promise(setImmediate);
const some = () => Readable.from([1, 2, 3, 4]);
test(async () => {
  const doubled = some().map(async (n) => {
    await turn();
    return n * 2;
  }, { concurrency: 2 });
  assert.deepStrictEqual(await doubled.toArray(), [2, 4, 6, 8]);
  assert.deepStrictEqual(
    await some().filter((n) => n % 2).toArray(), [1, 3]);
  assert.deepStrictEqual(await some().drop(1).take(2).toArray(), [2, 3]);
  assert.deepStrictEqual(
    await some().take(2).flatMap((n) => [n, -n]).toArray(), [1, -1, 2, -2]);
  assert.strictEqual(await some().reduce((a, b) => a + b), 10);
  assert.strictEqual(await some().reduce((a, b) => a + b, 5), 15);
  assert.strictEqual(await some().find((n) => n > 2), 3);
  assert.strictEqual(await some().some((n) => n > 4), false);
  assert.strictEqual(await some().every((n) => n < 5), true);
  let sum = 0;
  await some().forEach((n) => { sum += n; });
  assert.strictEqual(sum, 10);
  await assert.rejects(Readable.from([]).reduce((a, b) => a + b), {
    code: 'ERR_MISSING_ARGS',
    message: 'Reduce of an empty stream requires an initial value',
  });
  assert.throws(() => some().map(5), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => some().take(-1), { code: 'ERR_OUT_OF_RANGE' });
});
