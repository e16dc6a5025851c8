'use strict';
// What hooks are told of timers, immediates, ticks and microtasks.
// Backends: one
const assert = require('assert');
const { createHook, executionAsyncId, executionAsyncResource } =
  require('async_hooks');
const { test } = require('../common/test');

const kinds = {
  Timeout: setTimeout,
  Immediate: setImmediate,
  TickObject: process.nextTick,
  Microtask: queueMicrotask,
};

/** Events of each id. */
const told = new Map();
const hook = createHook({
  init(id, type, triggerId, resource) {
    told.set(id, { type, triggerId, resource, events: [] });
    assert.strictEqual(triggerId, executionAsyncId());
  },
  before(id) {
    if (!told.has(id)) return; // of the test's own frame
    assert.strictEqual(executionAsyncId(), id);
    assert.strictEqual(executionAsyncResource(), told.get(id).resource);
    told.get(id).events.push('before');
  },
  after(id) {
    if (!told.has(id)) return;
    assert.strictEqual(executionAsyncId(), id);
    told.get(id).events.push('after');
  },
  destroy(id) {
    told.get(id)?.events.push('destroy');
  },
  trackPromises: false,
});

test(async () => {
  for (const [type, start] of Object.entries(kinds)) {
    told.clear();
    hook.enable();
    await new Promise((resolve) => {
      start(() => {
        told.get(executionAsyncId()).events.push('callback');
        resolve();
      });
    });
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    hook.disable();
    const [first] = told.values();
    assert.strictEqual(first.type, type);
    assert.deepStrictEqual(
      first.events, ['before', 'callback', 'after', 'destroy'], type);
  }
});
