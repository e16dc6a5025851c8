// Backends: one
'use strict';
const assert = require('assert');
const { PassThrough, Readable, Writable, finished } = require('stream');
const promises = require('stream/promises');
const { test } = require('../common/test');
test(async () => {
  const good = new PassThrough();
  good.resume().end('x');
  await promises.finished(good);
  await promises.finished(good);  // also when it is long over

  const bad = new Readable({ read() { this.destroy(new Error('bad')); } });
  bad.resume();
  await assert.rejects(promises.finished(bad), /bad/);

  const early = new Writable({ write() {} });
  setImmediate(() => early.destroy());
  await assert.rejects(promises.finished(early), {
    code: 'ERR_STREAM_PREMATURE_CLOSE',
  });

  const half = new PassThrough();
  half.end();
  await promises.finished(half, { readable: false });

  const open = new PassThrough();
  const stop = finished(open, () => assert.fail('stopped'));
  stop();
  open.destroy();
  const before = good.eventNames().length;
  await promises.finished(good, { cleanup: true });
  assert.strictEqual(good.eventNames().length, before);
});
