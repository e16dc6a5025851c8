// Backends: one
'use strict';
// A step that fails makes others close too early; it is the failure that
// pipeline tells of, whichever comes first.
const assert = require('assert');
const { PassThrough, Readable, Writable, pipeline } = require('stream');
const { test } = require('../common/test');

function outcome(...steps) {
  return new Promise((resolve) => {
    pipeline(...steps, (error) => resolve(error?.message));
  });
}

test(async () => {
  // The destination closes a tick before the source fails.
  const source = new Readable({
    read() {},
    destroy(error, callback) {
      setImmediate(callback, new Error('the reason'));
    },
  });
  const dest = new Writable({ write(chunk, encoding, callback) {} });
  const told = outcome(source, dest);
  dest.destroy();
  assert.strictEqual(await told, 'the reason');

  // In the middle.
  const middle = new PassThrough();
  const failed = outcome(new Readable({ read() {} }), middle,
                         new PassThrough());
  middle.destroy(new Error('in the middle'));
  assert.strictEqual(await failed, 'in the middle');

  // Where nothing else went wrong, the early close is what is told.
  const early = new PassThrough();
  const closed = outcome(new Readable({ read() {} }), early);
  early.destroy();
  assert.strictEqual(await closed, 'Premature close');
});
