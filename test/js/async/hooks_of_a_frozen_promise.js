'use strict';
// A promise that takes no properties has an id, too.
// Backends: one
const assert = require('assert');
const { createHook, executionAsyncId, triggerAsyncId } =
  require('async_hooks');
const { mustCall } = require('../common/test');

const frozen = Object.freeze(Promise.resolve(1));
const pending = Object.freeze(new Promise((resolve) => setImmediate(resolve)));

const triggers = new Map();
const hook = createHook({
  init(id, type, triggerId) { triggers.set(id, triggerId); },
}).enable();
const first = frozen.then(mustCall(() => {
  const trigger = triggerAsyncId();
  assert.strictEqual(triggers.get(executionAsyncId()), trigger);
  return trigger;
}));
pending.then(mustCall(async () => {
  const trigger = await first;
  // The same promise is the same cause.
  frozen.then(mustCall(() => {
    assert.strictEqual(triggerAsyncId(), trigger);
    hook.disable();
  }));
}));
