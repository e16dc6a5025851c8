// Backends: one
'use strict';
const assert = require('assert');
const { Readable } = require('stream');
const consumers = require('stream/consumers');
const { test } = require('../common/test');
const bytes = Buffer.from('{"ä":1}');
const split = () => Readable.from([bytes.subarray(0, 3), bytes.subarray(3)]);
test(async () => {
  assert.deepStrictEqual(await consumers.buffer(split()), bytes);
  assert.strictEqual(await consumers.text(split()), '{"ä":1}');
  assert.deepStrictEqual(await consumers.json(split()), { 'ä': 1 });
  const memory = await consumers.arrayBuffer(split());
  assert.ok(memory instanceof ArrayBuffer);
  assert.strictEqual(memory.byteLength, bytes.length);
  await assert.rejects(consumers.text(Readable.from([5])), {
    code: 'ERR_INVALID_ARG_TYPE',
  });
});
