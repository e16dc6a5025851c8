'use strict';
// Operations on files: one resource each, by callback and by promise.
const assert = require('assert');
const fs = require('fs');
const { createHook, executionAsyncId, executionAsyncResource, triggerAsyncId } =
  require('async_hooks');
const { test } = require('../common/test');

const told = new Map();
const hook = createHook({
  init(id, type, triggerId, resource) {
    if (type !== 'FSREQCALLBACK') return;
    told.set(id, { triggerId, resource, events: [] });
  },
  before(id) { told.get(id)?.events.push('before'); },
  after(id) { told.get(id)?.events.push('after'); },
  destroy(id) { told.get(id)?.events.push('destroy'); },
});

test(async () => {
  hook.enable();
  const started = executionAsyncId();
  const id = await new Promise((resolve) => {
    fs.stat(__filename, () => {
      assert.strictEqual(triggerAsyncId(), started);
      assert.strictEqual(executionAsyncResource(),
                         told.get(executionAsyncId()).resource);
      resolve(executionAsyncId());
    });
  });
  await new Promise(setImmediate);
  assert.deepStrictEqual(told.get(id).events, ['before', 'after', 'destroy']);
  assert.strictEqual(told.get(id).triggerId, started);

  told.clear();
  await fs.promises.stat(__filename);
  await new Promise(setImmediate);
  hook.disable();
  assert.strictEqual(told.size, 1);
  const [only] = told.values();
  assert.deepStrictEqual(only.events, ['before', 'after', 'destroy']);
});
