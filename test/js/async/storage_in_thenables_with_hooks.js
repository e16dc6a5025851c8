'use strict';
// The same while hooks are enabled, and after they were disabled.
// Backends: one
const assert = require('assert');
const { AsyncLocalStorage, createHook } = require('async_hooks');
const { test } = require('../common/test');

const storage = new AsyncLocalStorage();
const thenable = { then(resolve) { resolve(storage.getStore()); } };

test(async () => {
  const hook = createHook({ init() {}, before() {}, after() {} }).enable();
  await storage.run(1, async () => {
    assert.strictEqual(await thenable, 1);
  });
  hook.disable();
  await storage.run(2, async () => {
    assert.strictEqual(await thenable, 2);
  });
  assert.strictEqual(await thenable, undefined);
});
