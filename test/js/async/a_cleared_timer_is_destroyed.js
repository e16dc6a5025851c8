'use strict';
// Hooks are told of the end of what was cleared before it ran; once, and a timer
// that refresh() brings back is another one.
// Backends: one
const assert = require('assert');
const { createHook } = require('async_hooks');
const { test } = require('../common/test');

const begun = [];
const over = [];
createHook({
  init(id, type) { if (type !== 'PROMISE') begun.push(id); },
  destroy(id) { over.push(id); },
  trackPromises: false,
}).enable();

test(async () => {
  const timer = setTimeout(() => {}, 1000);
  const immediate = setImmediate(() => {});
  clearTimeout(timer);
  clearTimeout(timer);
  clearImmediate(immediate);
  const ids = begun.slice();
  assert.strictEqual(ids.length, 2);
  await new Promise(setImmediate);
  assert.deepStrictEqual(over.slice(0, 2), ids);

  begun.length = over.length = 0;
  let fired = 0;
  await new Promise((resolve) => {
    const again = setTimeout(() => {
      if (++fired === 1) setImmediate(() => again.refresh());
      else resolve();
    }, 1);
  });
  assert.strictEqual(begun.length, 3); // the timer, the immediate, the timer
});
