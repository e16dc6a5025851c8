'use strict';
// disable() takes the store from all that is under way in its context.
// Backends: one
const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');
const { mustCall } = require('../common/test');

const storage = new AsyncLocalStorage();
const other = new AsyncLocalStorage();
other.run('kept', () => {
  storage.run('gone', mustCall(() => {
    process.nextTick(mustCall(() => {
      assert.strictEqual(storage.getStore(), undefined);
      assert.strictEqual(other.getStore(), 'kept');
      storage.run('again', () => {
        assert.strictEqual(storage.getStore(), 'again');
      });
    }));
    storage.disable();
    assert.strictEqual(storage.getStore(), undefined);
  }));
});
