'use strict';
// A tick that was queued before hooks were enabled is told of with its callback
// and its end.
// Backends: one
const assert = require('assert');
const { createHook, executionAsyncId } = require('async_hooks');
const { mustCall } = require('../common/test');

const log = [];
let tickId;
process.nextTick(mustCall(() => {
  tickId = executionAsyncId();
}));
createHook({
  before(id) { log.push(['before', id]); },
  after(id) { log.push(['after', id]); },
  destroy(id) { log.push(['destroy', id]); },
  trackPromises: false,
}).enable();
setImmediate(mustCall(() => {
  assert.deepStrictEqual(
    log.filter(([, id]) => id === tickId),
    [['before', tickId], ['after', tickId], ['destroy', tickId]]);
}));
