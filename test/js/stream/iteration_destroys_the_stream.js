// Backends: one
'use strict';
const assert = require('assert');
const { Readable } = require('stream');
const { test } = require('../common/test');
test(async () => {
  const source = Readable.from(['a', 'b', 'c']);
  for await (const chunk of source) {
    assert.strictEqual(chunk, 'a');
    break;
  }
  assert.strictEqual(source.destroyed, true);

  const kept = Readable.from(['a', 'b', 'c']);
  for await (const chunk of kept.iterator({ destroyOnReturn: false })) {
    assert.strictEqual(chunk, 'a');
    break;
  }
  assert.strictEqual(kept.destroyed, false);
  assert.deepStrictEqual(await kept.toArray(), ['b', 'c']);

  const failing = new Readable({ read() { this.destroy(new Error('no')); } });
  await assert.rejects(async () => {
    for await (const chunk of failing) assert.fail(String(chunk));
  }, /no/);

  const early = new Readable({ read() {} });
  setImmediate(() => early.destroy());
  await assert.rejects(async () => {
    for await (const chunk of early) assert.fail(String(chunk));
  }, { code: 'ERR_STREAM_PREMATURE_CLOSE' });
});
