'use strict';
// Flags: --expose-gc
// Ends are told of in the check phase, but if very many wait sooner: promise
// jobs may hold up the loop for ever.
// Backends: one
const assert = require('assert');
const { AsyncResource, createHook } = require('async_hooks');
const { test } = require('../common/test');

let over = 0;
createHook({ init() {}, destroy() { over++; } }).enable();

test(async () => {
  new AsyncResource('x').emitDestroy();
  for (let i = 0; i < 100; i++) await null;
  assert.strictEqual(over, 0);
  for (let i = 0; i < 40_000; i++) await null;
  gc();
  await null;
  await null;
  assert.ok(over > 16_384);
});
