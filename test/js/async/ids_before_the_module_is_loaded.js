'use strict';
// What began before anybody could ask for ids has one when it runs.
// Backends: one
const assert = require('assert');
const { mustCall } = require('../common/test');

const seen = [];
function note() {
  const { executionAsyncId, executionAsyncResource, triggerAsyncId } =
    require('async_hooks');
  seen.push(executionAsyncId());
  assert.strictEqual(executionAsyncId(), executionAsyncId());
  assert.strictEqual(executionAsyncResource(), executionAsyncResource());
  assert.strictEqual(triggerAsyncId(), 1);
}
setTimeout(mustCall(note), 1);
setImmediate(mustCall(note));
process.nextTick(mustCall(note));
require('async_hooks');
setTimeout(mustCall(() => {
  assert.strictEqual(new Set(seen).size, 3);
  assert.ok(seen.every((id) => id > 1));
}), 30);
