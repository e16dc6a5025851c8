// Backends: one
'use strict';
const assert = require('assert');
const { PassThrough } = require('stream');
const source = new PassThrough();
const dest = new PassThrough();
source.pipe(dest);
dest.on('unpipe', (from) => {
  assert.strictEqual(from, source);
  console.log('unpiped');
});
source.write('first');
dest.once('data', (chunk) => {
  console.log(String(chunk));
  source.unpipe(dest);
  source.end('rest');
  assert.deepStrictEqual(source._readableState.pipes.length, 0);
  setImmediate(() => {
    console.log(String(source.read()), dest.writableEnded);
  });
});
