// Backends: one
'use strict';
const assert = require('assert');
const stream = require('stream');
const { Duplex, Readable, Writable } = stream;
assert.strictEqual(new Readable().readableHighWaterMark, 64 * 1024);
assert.strictEqual(new Writable().writableHighWaterMark, 64 * 1024);
assert.strictEqual(
  new Readable({ objectMode: true }).readableHighWaterMark, 16);
const mixed = new Duplex({
  readableObjectMode: true, writableHighWaterMark: 5,
});
assert.strictEqual(mixed.readableHighWaterMark, 16);
assert.strictEqual(mixed.writableHighWaterMark, 5);
assert.strictEqual(mixed.readableObjectMode, true);
assert.strictEqual(mixed.writableObjectMode, false);
stream.setDefaultHighWaterMark(false, 7);
assert.strictEqual(stream.getDefaultHighWaterMark(false), 7);
assert.strictEqual(new Writable().writableHighWaterMark, 7);
assert.throws(() => stream.setDefaultHighWaterMark(true, -1), {
  code: 'ERR_OUT_OF_RANGE',
});
// A read that asks for more raises it.
const source = new Readable({ highWaterMark: 3, read() {} });
assert.strictEqual(source.read(20), null);
assert.strictEqual(source.readableHighWaterMark, 32);
