'use strict';
// While no hook is enabled a promise's reactions belong to nobody.
// Backends: one
const assert = require('assert');
const { createHook, executionAsyncId, triggerAsyncId } =
  require('async_hooks');
const { test } = require('../common/test');

test(async () => {
  await null;
  assert.strictEqual(executionAsyncId(), 0);
  await new Promise((resolve) => queueMicrotask(() => {
    assert.strictEqual(executionAsyncId(), 0);
    resolve();
  }));

  const hook = createHook({}).enable();
  await null;
  const id = executionAsyncId();
  assert.ok(id > 1);
  await Promise.resolve().then(() => {
    assert.ok(executionAsyncId() > id);
    assert.ok(triggerAsyncId() > id);
  });
  hook.disable();
});
