'use strict';
// A WriteStream that is destroyed while it writes says why, not that a write
// came too late.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { once } = require('events');
const { test } = require('../common/test');

test(async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rondo-write-'));
  try {
    for (const name of ['AbortError', 'mine']) {
      const controller = new AbortController();
      const stream = fs.createWriteStream(path.join(folder, 'f'),
                                          { signal: controller.signal });
      stream.write(Buffer.alloc(2e6));
      stream.write('more');
      stream.on('open', () => setImmediate(() => {
        if (name === 'AbortError') controller.abort();
        else stream.destroy(Object.assign(new Error('x'), { name }));
      }));
      const [error] = await new Promise((resolve) => {
        stream.on('error', (...args) => resolve(args));
        stream.on('close', () => resolve([undefined]));
      });
      // A fast disk may have been first.
      if (error !== undefined) assert.strictEqual(error.name, name);
      if (!stream.closed) await once(stream, 'close');
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
