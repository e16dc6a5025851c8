'use strict';
// A task that throws, and whose error is handled: the handler runs as part of it,
// 'after' comes, and the next task is nobody's.
// Backends: one
const assert = require('assert');
const { createHook, executionAsyncId } = require('async_hooks');
const { mustCall, test } = require('../common/test');

const events = new Map();
createHook({
  init(id, type) { events.set(id, [type]); },
  before(id) { events.get(id)?.push('before'); },
  after(id) { events.get(id)?.push('after'); },
  trackPromises: false,
}).enable();

const failed = [];
process.on('uncaughtException', mustCall((error) => {
  assert.strictEqual(error.message, 'of a task');
  failed.push(executionAsyncId());
}, 3));

function fail() {
  throw new Error('of a task');
}
setTimeout(fail, 1);
setImmediate(fail);
process.nextTick(fail);
test(async () => {
  while (failed.length < 3) await new Promise((done) => { setTimeout(done, 5); });
  assert.strictEqual(new Set(failed).size, 3);
  for (const id of failed) {
    assert.deepStrictEqual(events.get(id).slice(1), ['before', 'after']);
  }
});
