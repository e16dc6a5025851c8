'use strict';
// An interval keeps its id for all its rounds, and is over when it is cleared.
// Backends: one
const assert = require('assert');
const { createHook, executionAsyncId } = require('async_hooks');
const { mustCall } = require('../common/test');

let intervalId;
let isDestroyed = false;
createHook({
  init(id, type) { if (type === 'Timeout') intervalId ??= id; },
  destroy(id) { if (id === intervalId) isDestroyed = true; },
  trackPromises: false,
}).enable();

let rounds = 0;
const interval = setInterval(mustCall(() => {
  assert.strictEqual(executionAsyncId(), intervalId);
  assert.strictEqual(isDestroyed, false);
  if (++rounds < 3) return;
  clearInterval(interval);
  setImmediate(mustCall(() => assert.strictEqual(isDestroyed, true)));
}, 3), 1);
