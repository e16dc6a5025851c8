// Backends: one
'use strict';
// A destination that is over takes nothing: pipeline() throws where it would
// pipe, and calls back with the error where it would write what it iterates
// over. It never waits for ever.
const assert = require('assert');
const { once } = require('events');
const { PassThrough, Readable, Writable, pipeline } = require('stream');
const promises = require('stream/promises');
const { test } = require('../common/test');

const unable = { code: 'ERR_STREAM_UNABLE_TO_PIPE' };
const ignore = (chunk, encoding, callback) => callback();

async function finished() {
  const writable = new Writable({ write: ignore });
  writable.end();
  await once(writable, 'close');
  return writable;
}

async function destroyed() {
  const writable = new Writable({ write: ignore });
  writable.destroy();
  await once(writable, 'close');
  return writable;
}

test('piping throws', async () => {
  for (const make of [finished, destroyed]) {
    const never = () => assert.fail('threw, and called back');
    const dest = await make();
    assert.throws(() => pipeline(Readable.from(['a']), dest, never), unable);
    assert.throws(
      () => pipeline(['a'], new PassThrough(), dest, never), unable);
    await assert.rejects(promises.pipeline(Readable.from(['a']), dest), unable);
  }
});

test('writing what is iterated over calls back', async () => {
  await assert.rejects(promises.pipeline(['a'], await finished()), unable);
  async function* chunks() {
    yield 'a';
  }
  await assert.rejects(promises.pipeline(chunks, await finished()), unable);
  await assert.rejects(
    promises.pipeline(chunks, await destroyed()),
    { code: 'ERR_STREAM_PREMATURE_CLOSE' });
});
