// Backends: one
'use strict';
const assert = require('assert');
const buffer = Buffer.alloc(16);
for (const [name, value] of [
  ['UInt8', 0xab], ['Int8', -2], ['UInt16LE', 0xabcd], ['UInt16BE', 0xabcd],
  ['Int16LE', -3], ['Int16BE', -3], ['UInt32LE', 0xdeadbeef],
  ['UInt32BE', 0xdeadbeef], ['Int32LE', -4], ['Int32BE', -4],
  ['BigUInt64LE', 2n ** 64n - 2n], ['BigUInt64BE', 2n ** 63n + 1n],
  ['BigInt64LE', -5n], ['BigInt64BE', -(2n ** 63n)],
  ['FloatLE', 1.5], ['FloatBE', -1.5], ['DoubleLE', 0.1], ['DoubleBE', -0.1],
]) {
  buffer[`write${name}`](value, 3);
  assert.strictEqual(buffer[`read${name}`](3), value, name);
}
for (let size = 1; size <= 6; size++) {
  const least = -(2 ** (size * 8 - 1));
  for (const end of ['LE', 'BE']) {
    buffer[`writeInt${end}`](least, 2, size);
    assert.strictEqual(buffer[`readInt${end}`](2, size), least);
    buffer[`writeUInt${end}`](2 ** (size * 8) - 1, 2, size);
    assert.strictEqual(buffer[`readUInt${end}`](2, size), 2 ** (size * 8) - 1);
  }
}
