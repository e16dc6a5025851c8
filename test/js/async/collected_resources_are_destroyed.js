'use strict';
// Flags: --expose-gc
// An AsyncResource or promise that is collected is over; once, and not if the
// program says that it will tell itself.
// Backends: one
const assert = require('assert');
const { AsyncResource, createHook } = require('async_hooks');
const { test } = require('../common/test');

const names = new Map();
const over = [];
createHook({
  init(id, type) { names.set(id, type); },
  destroy(id) { over.push(names.get(id)); },
}).enable();

test(async () => {
  (() => {
    new AsyncResource('Collected');
    new AsyncResource('Manual', { requireManualDestroy: true });
    new AsyncResource('Twice').emitDestroy();
    Promise.resolve(1);
  })();
  for (let i = 0; i < 5; i++) {
    await new Promise((resolve) => setImmediate(resolve));
    gc();
  }
  await new Promise((resolve) => setImmediate(resolve));
  const count = (name) => over.filter((each) => each === name).length;
  assert.strictEqual(count('Collected'), 1);
  assert.strictEqual(count('Manual'), 0);
  assert.strictEqual(count('Twice'), 1);
  assert.ok(count('PROMISE') >= 1);
});
