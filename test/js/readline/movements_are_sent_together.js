'use strict';
// readline/promises' Readline: collected, sent by commit() or in the next tick.
const assert = require('assert');
const { Readable, Writable } = require('stream');
const { Readline } = require('readline/promises');
const { test } = require('../common/test.js');

function screen() {
  const written = [];
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, encoding, done) {
      written.push(chunk);
      done();
    },
  });
  return { stream, take: () => written.splice(0) };
}

test(async () => {
  const { stream, take } = screen();
  const rl = new Readline(stream);
  rl.cursorTo(1).cursorTo(1, 2).moveCursor(3, -4).moveCursor(0, 0)
    .clearLine(-1).clearLine(0).clearLine(1).clearScreenDown();
  assert.deepStrictEqual(take(), []);
  assert.strictEqual(await rl.commit(), undefined);
  assert.deepStrictEqual(take(), [
    '\x1b[2G\x1b[3;2H\x1b[3C\x1b[4A\x1b[1K\x1b[2K\x1b[0K\x1b[0J']);
  assert.strictEqual(rl.cursorTo(0).rollback(), rl);
  await rl.commit();
  assert.deepStrictEqual(take().join(''), '');

  const refuses = (call, code) => assert.throws(call, { code });
  for (const x of [undefined, null, 'a', true, {}]) {
    refuses(() => rl.cursorTo(x), 'ERR_INVALID_ARG_TYPE');
  }
  for (const x of [1.5, NaN, Infinity]) {
    refuses(() => rl.cursorTo(x), 'ERR_OUT_OF_RANGE');
    refuses(() => rl.cursorTo(1, x), 'ERR_OUT_OF_RANGE');
    refuses(() => rl.moveCursor(1, x), 'ERR_OUT_OF_RANGE');
  }
  refuses(() => rl.moveCursor(1), 'ERR_INVALID_ARG_TYPE');
  refuses(() => rl.clearLine(2), 'ERR_OUT_OF_RANGE');
  refuses(() => rl.clearLine('0'), 'ERR_INVALID_ARG_TYPE');
  for (const stream of [undefined, null, {}, 'x', new Readable()]) {
    refuses(() => new Readline(stream), 'ERR_INVALID_ARG_TYPE');
  }
  refuses(() => new Readline(screen().stream, { autoCommit: 1 }),
    'ERR_INVALID_ARG_TYPE');
});

test('autoCommit', async () => {
  const { stream, take } = screen();
  const rl = new Readline(stream, { autoCommit: true });
  rl.cursorTo(4).moveCursor(0, 0).clearLine(0);
  assert.deepStrictEqual(take(), []);
  await new Promise(setImmediate);
  assert.deepStrictEqual(take(), ['\x1b[5G', '\x1b[2K']);
});

test('a stream that fails', async () => {
  const error = new Error('broken');
  const thrower = new Writable({ write() { throw error; } });
  await assert.rejects(new Readline(thrower).cursorTo(1).commit(), error);
  const failing = new Writable({ write(chunk, encoding, done) { done(error); } });
  failing.on('error', () => {});
  await assert.rejects(new Readline(failing).cursorTo(1).commit(), error);
});
