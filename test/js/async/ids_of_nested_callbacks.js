'use strict';
// Each callback has an id of its own; its trigger is what started it.
// Backends: one
const assert = require('assert');
const { executionAsyncId, triggerAsyncId } = require('async_hooks');
const { test } = require('../common/test');

/** Starts a callback, and gives its ids and those it should have come from. */
function nest(start) {
  return new Promise((resolve) => {
    const outer = executionAsyncId();
    start(() => {
      resolve({ outer, id: executionAsyncId(), trigger: triggerAsyncId() });
    });
  });
}

assert.strictEqual(executionAsyncId(), 1);
assert.strictEqual(triggerAsyncId(), 0);

test(async () => {
  for (const start of [setTimeout, setImmediate, process.nextTick]) {
    const inner = await new Promise((resolve) => {
      start(() => nest(start).then(resolve));
    });
    assert.ok(inner.outer > 1);
    assert.ok(inner.id > inner.outer);
    assert.strictEqual(inner.trigger, inner.outer);
  }
});
