// Backends: one
'use strict';
const assert = require('assert');
const { mustCall } = require('../common/test');

// The queue begins somewhere in its ring when it has to grow.
for (const before of [1, 100, 255]) {
  const seen = [];
  const more = 1000;
  setImmediate(mustCall(() => {
    for (let i = 0; i < before; i++) process.nextTick(() => {});
    process.nextTick(() => {
      for (let i = 0; i < more; i++) process.nextTick((n) => seen.push(n), i);
      process.nextTick(mustCall(() => {
        assert.deepStrictEqual(seen, Array.from({ length: more }, (_, i) => i));
      }));
    });
  }));
}
