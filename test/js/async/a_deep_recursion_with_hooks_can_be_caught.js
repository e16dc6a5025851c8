'use strict';
// A stack that overflows inside of what tells the hooks is the program's error,
// which it may catch.
// Backends: one
const assert = require('assert');
const { createHook } = require('async_hooks');
const { test } = require('../common/test');

const hook = createHook({
  init() {}, before() {}, after() {}, destroy() {}, promiseResolve() {},
}).enable();

function recurse() {
  new Promise(() => {});
  clearImmediate(setImmediate(() => {}));
  return recurse() + 1;
}

async function nothing() {}
function recurseAsync() {
  nothing();
  return recurseAsync() + 1;
}

test(() => {
  assert.throws(recurse, RangeError);
  assert.throws(recurseAsync, RangeError);
  hook.disable();
});
