// Backends: one
// Flags: --expose-gc
'use strict';
const assert = require('assert');
const { test } = require('../common/test');

test(async () => {
  const refs = [];
  for (let i = 0; i < 100; i++) {
    const timer = setTimeout(() => {}, 1);
    assert.strictEqual(typeof +timer, 'number');
    refs.push(new WeakRef(timer));
  }
  await new Promise((resolve) => setTimeout(resolve, 10));
  for (let i = 0; i < 10 && refs.some((ref) => ref.deref()); i++) {
    await new Promise((resolve) => setImmediate(resolve));
    gc();
  }
  // One may still stand in a register, or in a list's last place.
  const left = refs.filter((ref) => ref.deref()).length;
  assert.ok(left <= 2, `${left} timers are left`);
});
