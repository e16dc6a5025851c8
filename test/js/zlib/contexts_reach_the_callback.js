'use strict';
// Backends: one
// AsyncLocalStorage holds in callbacks and events, whether the work was done here
// or by the pool; hooks know what was done there as ZLIB.

const { AsyncLocalStorage, createHook, executionAsyncId } = require('async_hooks');
const assert = require('assert');
const zlib = require('zlib');
const { mustCall } = require('../common/test.js');

const types = new Map();
createHook({ init: (id, type) => types.set(id, type) }).enable();
const storage = new AsyncLocalStorage();
for (const size of [100, 1_000_000]) {
  storage.run(size, () => {
    zlib.gzip(Buffer.alloc(size), mustCall(() => {
      assert.strictEqual(storage.getStore(), size);
      if (size > 100) assert.strictEqual(types.get(executionAsyncId()), 'ZLIB');
    }));
    const stream = zlib.createGzip().resume();
    stream.on('end', mustCall(() => assert.strictEqual(storage.getStore(), size)));
    stream.end(Buffer.alloc(size));
  });
}
