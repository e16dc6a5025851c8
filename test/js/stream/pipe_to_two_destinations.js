// Backends: one
'use strict';
const assert = require('assert');
const { Readable, Writable } = require('stream');
const { mustCall } = require('../common/test');
function collector(later) {
  const sink = new Writable({
    highWaterMark: 2,
    write(chunk, encoding, callback) {
      sink.text += chunk;
      later(callback);
    },
  });
  sink.text = '';
  return sink;
}
const source = Readable.from(['one', 'two', 'three'], { objectMode: false });
const fast = collector((callback) => callback());
const slow = collector(setImmediate);
source.pipe(fast);
source.pipe(slow);
slow.on('finish', mustCall(() => {
  assert.strictEqual(fast.text, 'onetwothree');
  assert.strictEqual(slow.text, 'onetwothree');
}));
