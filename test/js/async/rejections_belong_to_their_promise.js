'use strict';
// 'unhandledRejection' is emitted as if the promise's own reaction did it.
// Backends: one
const assert = require('assert');
const { createHook, executionAsyncId, executionAsyncResource } =
  require('async_hooks');
const { mustCall } = require('../common/test');

let rejectedId;
createHook({
  init(id, type) { if (type === 'PROMISE') rejectedId ??= id; },
}).enable();
const promise = Promise.reject(new Error('x'));
process.on('unhandledRejection', mustCall(() => {
  assert.strictEqual(executionAsyncId(), rejectedId);
  assert.strictEqual(executionAsyncResource(), promise);
}));
