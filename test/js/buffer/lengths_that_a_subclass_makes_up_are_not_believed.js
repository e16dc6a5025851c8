'use strict';

// What is copied is what is there, whatever a view's getters say.
const assert = require('assert');

class Liar extends Uint8Array {
  get length() { return 1e9; }
  get byteLength() { return 1e9; }
}
const liar = new Liar(4);
liar.fill(7);
const buffer = Buffer.from('abcdef');

assert.deepStrictEqual([...Buffer.from(liar)], [7, 7, 7, 7]);
assert.strictEqual(buffer.copy(liar, 2), 2);
assert.deepStrictEqual([liar[1], liar[2], liar[3]], [7, 97, 98]);
assert.strictEqual(Buffer.prototype.copy.call(liar, buffer, 0), 4);
assert.strictEqual(buffer.toString('latin1'), '\x07\x07abef');
assert.strictEqual(buffer.subarray(0, 4).equals(liar), true);
assert.throws(() => buffer.copy(buffer, 0, 7), { code: 'ERR_OUT_OF_RANGE' });
