'use strict';
// Backends: one
// Exit: 3
// Stderr: ^$
// The process ends while threads compress for it.

const zlib = require('zlib');
const { mustCall } = require('../common/test.js');

const large = Buffer.alloc(5_000_000, 'some text');
for (let i = 0; i < 8; i++) {
  zlib.gzip(large, { level: 9 }, mustCall(() => {}, 0));
  zlib.brotliCompress(large, mustCall(() => {}, 0));
  zlib.createGzip().end(large);
}
setImmediate(mustCall(() => process.exit(3)));
