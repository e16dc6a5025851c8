'use strict';
// Hooks that are disabled inside a promise's reaction leave nothing behind: what
// comes after belongs to nobody.
// Backends: one
const assert = require('assert');
const { createHook, executionAsyncId, executionAsyncResource } =
  require('async_hooks');
const { mustCall } = require('../common/test');

const hook = createHook({ before() {} }).enable();
Promise.resolve().then(mustCall(() => {
  assert.ok(executionAsyncId() > 1);
  hook.disable();
})).then(mustCall(() => {
  assert.strictEqual(executionAsyncId(), 0);
  assert.strictEqual(executionAsyncResource(), executionAsyncResource());
}));
