'use strict';

// What is only a label, or a wish, may be set to anything.
const assert = require('assert');

for (const fd of ['x', -1, 2 ** 40, undefined, {}]) {
  process.stdout.fd = fd;
  assert.strictEqual(process.stdout.write('out\n'), true);
}
process.stdout.fd = 1;

for (const size of ['65536', 2 ** 40, 70000.5]) {
  Buffer.poolSize = size;
  for (let i = 0; i < 5000; i++) {
    assert.strictEqual(Buffer.from('a short text').toString(), 'a short text');
    assert.strictEqual(Buffer.allocUnsafe(100).length, 100);
  }
}
