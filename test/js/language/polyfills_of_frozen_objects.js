// Backends: one
'use strict';
const assert = require('assert');

Object.freeze(Array.prototype);
assert.throws(() => [2, 1].toSorted(), {
  name: 'TypeError',
  message: /is a polyfill that must be used once before .* frozen/,
});
assert.strictEqual(typeof Array.fromAsync, 'function');
