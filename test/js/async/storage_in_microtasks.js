'use strict';
// queueMicrotask keeps the context of its call, with and without hooks.
// Backends: one
const assert = require('assert');
const { AsyncLocalStorage, createHook } = require('async_hooks');
const { mustCall } = require('../common/test');

const storage = new AsyncLocalStorage();
function check() {
  storage.run('here', () => {
    queueMicrotask(mustCall(() => {
      assert.strictEqual(storage.getStore(), 'here');
    }));
  });
  queueMicrotask(mustCall(() => {
    assert.strictEqual(storage.getStore(), undefined);
  }));
}
check();
const hook = createHook({ init() {} }).enable();
check();
setImmediate(mustCall(() => hook.disable()));
