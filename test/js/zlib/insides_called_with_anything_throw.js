'use strict';

// What is inside of a stream throws for what is no bytes, and harms nothing.
const assert = require('assert');
const zlib = require('zlib');

for (const make of [zlib.createGzip, zlib.createBrotliDecompress]) {
  for (const method of ['_transform', '_write']) {
    const stream = make();
    stream.on('error', () => {});
    assert.throws(() => stream[method]({}, 'utf8', () => {}),
                  { name: 'TypeError' });
    stream.destroy();
  }
}
