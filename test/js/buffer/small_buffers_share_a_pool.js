// Backends: one
'use strict';
const assert = require('assert');
const first = Buffer.allocUnsafe(10);
const second = Buffer.from('abc');
assert.strictEqual(first.buffer, second.buffer);
assert.ok(second.byteOffset >= first.byteOffset + 10);
assert.strictEqual(second.byteOffset % 8, 0);
assert.notStrictEqual(Buffer.allocUnsafeSlow(10).buffer, first.buffer);
assert.strictEqual(Buffer.allocUnsafe(Buffer.poolSize).byteOffset, 0);
// Strings that need the pool to its last byte.
for (let i = 0; i < 200; i++) {
  const text = '€'.repeat(1000 + i);
  assert.strictEqual(Buffer.from(text).toString(), text);
}
