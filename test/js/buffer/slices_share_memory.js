// Backends: one
'use strict';
const assert = require('assert');
const buffer = Buffer.from('hello');
const part = buffer.subarray(1, -1);
part[0] = 0x61;
assert.strictEqual(buffer.toString(), 'hallo');
assert.strictEqual(part.toString(), 'all');
assert.strictEqual(buffer.slice(-2).buffer, buffer.buffer);
assert.ok(part instanceof Buffer);
// Copies do not.
const copy = Buffer.from(buffer);
copy[0] = 0;
assert.strictEqual(buffer[0], 0x68);
const memory = new ArrayBuffer(8);
Buffer.from(memory, 2, 4)[0] = 7;
assert.strictEqual(new Uint8Array(memory)[2], 7);
