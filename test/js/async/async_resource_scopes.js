'use strict';
// AsyncResource: ids, context, hooks, errors, and scopes inside one another.
// Backends: one
const assert = require('assert');
const {
  AsyncLocalStorage,
  AsyncResource,
  createHook,
  executionAsyncId,
  executionAsyncResource,
  triggerAsyncId,
} = require('async_hooks');

const log = [];
const hook = createHook({
  init(id, type, triggerId, resource) {
    log.push(`init ${type} ${triggerId} ${resource instanceof AsyncResource}`);
  },
  before() { log.push('before'); },
  after() { log.push('after'); },
  trackPromises: false,
}).enable();

const storage = new AsyncLocalStorage();
const resource = storage.run('inside', () => new AsyncResource('Thing', 7));
assert.deepStrictEqual(log, ['init Thing 7 true']);
assert.strictEqual(resource.triggerAsyncId(), 7);

const result = resource.runInAsyncScope(function(a, b) {
  assert.strictEqual(this, log);
  assert.strictEqual(executionAsyncId(), resource.asyncId());
  assert.strictEqual(triggerAsyncId(), 7);
  assert.strictEqual(executionAsyncResource(), resource);
  assert.strictEqual(storage.getStore(), 'inside');
  const inner = new AsyncResource('Inner');
  assert.strictEqual(inner.triggerAsyncId(), resource.asyncId());
  inner.runInAsyncScope(() => {
    assert.strictEqual(executionAsyncResource(), inner);
  });
  assert.strictEqual(executionAsyncResource(), resource);
  return a + b;
}, log, 1, 2);
assert.strictEqual(result, 3);
assert.strictEqual(executionAsyncId(), 1);
assert.strictEqual(storage.getStore(), undefined);
assert.throws(() => resource.runInAsyncScope(() => { throw new Error('x'); }),
              { message: 'x' });
assert.strictEqual(executionAsyncId(), 1);
assert.strictEqual(log.filter((line) => line === 'before').length, 3);
assert.strictEqual(log.filter((line) => line === 'after').length, 3);

assert.throws(() => new AsyncResource(''), { code: 'ERR_ASYNC_TYPE' });
hook.disable();
assert.throws(() => new AsyncResource(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new AsyncResource('x', -2),
              { code: 'ERR_INVALID_ASYNC_ID' });

const bound = storage.run(
  'bound', () => AsyncResource.bind(function(a, b) {
    return [this.name, a, b, storage.getStore()];
  }));
assert.strictEqual(bound.length, 2);
assert.deepStrictEqual(bound.call({ name: 'this' }, 2, 3),
                       ['this', 2, 3, 'bound']);
