// Backends: one
'use strict';
const assert = require('assert');
const { Readable } = require('stream');
const { mustCall } = require('../common/test');
let running = 0;
let most = 0;
Readable.from(Array.from({ length: 20 }, (_, i) => i))
  .map(async (n) => {
    most = Math.max(most, ++running);
    // The later ones are done first; the order stays.
    for (let i = 20 - n; i > 0; i--) await new Promise(setImmediate);
    running--;
    return n;
  }, { concurrency: 3 })
  .toArray()
  .then(mustCall((all) => {
    assert.deepStrictEqual(all, Array.from({ length: 20 }, (_, i) => i));
    assert.strictEqual(most, 3);
  }));
