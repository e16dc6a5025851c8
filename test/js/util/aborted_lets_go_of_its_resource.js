// Backends: one
// Flags: --expose-gc
'use strict';
// util.aborted: a resource that is gone waits for nothing any more.
const assert = require('assert');
const { aborted, inspect } = require('util');
const { test } = require('../common/test');

test(async () => {
  const alive = {};
  const controller = new AbortController();
  const dropped = aborted(controller.signal, {});
  const kept = aborted(controller.signal, alive);
  await new Promise(setImmediate);
  globalThis.gc();
  controller.abort();
  await kept;
  assert.match(inspect(dropped), /<pending>/);
  assert(alive);
  await assert.doesNotReject(aborted(controller.signal, alive));
});
