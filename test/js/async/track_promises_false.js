'use strict';
// A hook that does not track promises is told of none, also beside one that does.
// Backends: one
const assert = require('assert');
const { createHook } = require('async_hooks');
const { mustCall } = require('../common/test');

const types = new Set();
const without = createHook({
  init(id, type) { types.add(type); },
  before() {},
  trackPromises: false,
}).enable();
let promises = 0;
const withThem = createHook({
  init(id, type) { if (type === 'PROMISE') promises++; },
}).enable();

Promise.resolve().then(mustCall(() => {
  setImmediate(mustCall(() => {
    without.disable();
    withThem.disable();
    assert.ok(promises >= 2);
    assert.deepStrictEqual([...types], ['Immediate']);
  }));
}));
assert.throws(() => createHook({ trackPromises: 1 }),
              { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => createHook({ trackPromises: false, promiseResolve() {} }),
              { code: 'ERR_INVALID_ARG_VALUE' });
