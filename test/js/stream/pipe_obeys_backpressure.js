// Backends: one
'use strict';
const assert = require('assert');
const { Readable, Writable } = require('stream');
const { mustCall } = require('../common/test');
let produced = 0;
let consumed = 0;
let worst = 0;
const source = new Readable({
  highWaterMark: 100,
  read() {
    produced += 50;
    this.push(produced > 5000 ? null : Buffer.alloc(50));
  },
});
const dest = new Writable({
  highWaterMark: 100,
  write(chunk, encoding, callback) {
    worst = Math.max(worst, produced - consumed);
    setImmediate(() => {
      consumed += chunk.length;
      callback();
    });
  },
});
source.pipe(dest).on('finish', mustCall(() => {
  assert.strictEqual(consumed, 5000);
  // Both buffers and what is under way, never all.
  assert.ok(worst <= 400, `${worst} bytes were in flight`);
}));
