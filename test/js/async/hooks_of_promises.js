'use strict';
// Promises: init with the promise, trigger of then(), before and after of
// reactions, promiseResolve.
// Backends: one
const assert = require('assert');
const { createHook, executionAsyncId, executionAsyncResource } =
  require('async_hooks');
const { mustCall, test } = require('../common/test');

const log = [];
const ids = new Map();
const hook = createHook({
  init(id, type, triggerId, resource) {
    ids.set(resource, id);
    log.push(`init ${id} ${type} ${triggerId}`);
  },
  before(id) { log.push(`before ${id}`); },
  after(id) { log.push(`after ${id}`); },
  promiseResolve(id) { log.push(`resolve ${id}`); },
}).enable();

const parent = Promise.resolve(1);
const child = parent.then(() => {
  assert.strictEqual(executionAsyncId(), ids.get(child));
  assert.strictEqual(executionAsyncResource(), child);
  log.push('callback');
});

setImmediate(mustCall(() => {
  hook.disable();
  const [a, b] = [ids.get(parent), ids.get(child)];
  assert.ok(b > a);
  assert.deepStrictEqual(
    log.filter((line) => / (PROMISE|\d+)/.test(line) || line === 'callback')
      .slice(0, 3),
    [`init ${a} PROMISE 1`, `resolve ${a}`, `init ${b} PROMISE ${a}`]);
  const at = log.indexOf(`before ${b}`);
  assert.deepStrictEqual(
    log.slice(at, at + 4),
    [`before ${b}`, 'callback', `resolve ${b}`, `after ${b}`]);
}));
