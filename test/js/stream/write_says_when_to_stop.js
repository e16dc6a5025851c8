// Backends: one
'use strict';
const assert = require('assert');
const { Writable } = require('stream');
const pending = [];
const stream = new Writable({
  highWaterMark: 3,
  write(chunk, encoding, callback) { pending.push(callback); },
});
let drains = 0;
stream.on('drain', () => drains++);
assert.strictEqual(stream.write('ab'), true);
assert.strictEqual(stream.write('c'), false);
assert.strictEqual(stream.writableNeedDrain, true);
assert.strictEqual(stream.writableLength, 3);
pending.shift()();
assert.strictEqual(drains, 0);  // the second chunk is still on its way
pending.shift()();
assert.strictEqual(drains, 1);
assert.strictEqual(stream.writableNeedDrain, false);
// What is written at once takes no room.
const quick = new Writable({
  highWaterMark: 1, write(chunk, encoding, callback) { callback(); },
});
assert.strictEqual(quick.write('abc'), true);
