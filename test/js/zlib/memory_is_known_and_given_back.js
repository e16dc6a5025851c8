'use strict';
// Backends: one
// Flags: --expose-gc
// What engines hold counts as external memory until nothing refers to them.

const assert = require('assert');
const zlib = require('zlib');
const { test } = require('../common/test.js');

const external = () => {
  gc();
  return process.memoryUsage().external;
};

function hold(count) {
  const streams = Array.from({ length: count }, () => zlib.createGzip());
  const held = external();
  assert.strictEqual(streams.length, count);
  return held;
}

const before = external();
const held = hold(100);
assert(held - before > 100 * 200_000, `${held - before}`);
test(async () => {
  await new Promise(setImmediate);
  assert(external() - before < 1_000_000);
  // One that is closed gives it back at once.
  const stream = zlib.createGzip();
  const open = external();
  stream.close();
  assert(open - external() > 200_000);
});
