// Backends: one
'use strict';
const assert = require('assert');

// Of what no V8 that we know has yet.
Object.freeze(WeakMap.prototype);
assert.throws(() => new WeakMap().getOrInsert({}, 1), {
  name: 'TypeError',
  message: /is a polyfill that must be used once before .* frozen/,
});
assert.strictEqual(typeof Array.fromAsync, 'function');
