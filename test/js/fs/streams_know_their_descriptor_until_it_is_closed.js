// Backends: one
'use strict';
// Who puts a close() in the place of fs's sees the descriptor on the stream.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { mustCall } = require('../common/test');

const closes = (stream, check) => mustCall((fd, callback) => {
  assert.strictEqual(fd, stream().fd);
  assert.ok(fd > 2);
  fs.close(fd, callback);
  process.nextTick(() => {
    assert.strictEqual(stream().fd, null);
    check?.();
  });
});

const reader = fs.createReadStream(__filename, {
  fs: { open: fs.open, read: fs.read, close: closes(() => reader) },
});
reader.resume();

const file = path.join(os.tmpdir(), `rondo-close-${process.pid}`);
const writer = fs.createWriteStream(file, {
  fs: {
    open: fs.open, write: fs.write,
    close: closes(() => writer, () => fs.unlinkSync(file)),
  },
});
writer.end('text');
