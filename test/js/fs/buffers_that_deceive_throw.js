'use strict';

// A view that says more of its length than it has, and an array that gives
// something else when it is read again: nothing beyond the memory is touched.
const assert = require('assert');
const fs = require('fs');
const { mustCall } = require('../common/test.js');

class Liar extends Uint8Array {
  get length() { return 1e6; }
  get byteLength() { return 1e6; }
}
const wrong = { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' };
const fd = fs.openSync(__filename);
assert.throws(() => fs.readSync(fd, new Liar(4), 0, 1e5, 0), wrong);
assert.throws(() => fs.writeSync(fd, new Liar(4), 0, 1e5), wrong);

/** An array whose element is a buffer the first `good` times. */
function changing(good, then) {
  let reads = 0;
  return Object.defineProperty([null], 0, {
    get: () => (reads++ < good ? Buffer.alloc(4) : then()),
  });
}
let refused = 0;
for (let good = 0; good < 4; good++) {
  try {
    fs.readvSync(fd, changing(good, () => ({})), 0);
  } catch (error) {
    assert.strictEqual(error.code, 'ERR_INVALID_ARG_TYPE');
    refused++;
  }
  try {
    fs.readvSync(fd, changing(good, () => { throw new Error('getter'); }), 0);
  } catch (error) {
    assert.strictEqual(error.message, 'getter');
    refused++;
  }
}
assert.ok(refused >= 4);
fs.closeSync(fd);
setImmediate(mustCall());  // and the process goes on
