'use strict';
// Backends: one
// Flags: --expose-gc
// A stream that goes while a thread works for it: its write is answered, its error
// and 'close' come, nothing else does, and the process ends.

const assert = require('assert');
const zlib = require('zlib');
const { mustCall } = require('../common/test.js');

const large = Buffer.alloc(20_000_000, 'some text');

for (const Class of ['Gzip', 'BrotliCompress', 'ZstdCompress']) {
  const stream = new zlib[Class]();
  stream.on('data', () => assert.fail('there was data'));
  stream.on('error', mustCall((error) => assert.strictEqual(error.message, 'gone')));
  stream.on('close', mustCall());
  stream.write(large, mustCall());
  stream.write('more', mustCall((error) => assert(error)));
  stream.destroy(new Error('gone'));
  assert.strictEqual(stream._handle, null);
}

const closed = zlib.createGzip();
closed.write(large, mustCall());
closed.close(mustCall());

// By the listener that gets its first data.
const listener = zlib.createGzip({ level: 1 });
listener.on('data', mustCall(() => listener.close()));
listener.end(large);

// Unheld, but at work.
let engine = zlib.createDeflate();
engine.write(large, mustCall(() => {}));
engine = undefined;
gc();
