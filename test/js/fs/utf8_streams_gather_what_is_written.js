// Backends: one
'use strict';
// fs.Utf8Stream: pieces, flushes, errors, other files, endings.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { mustCall, test } = require('../common/test');

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'utf8-'));
process.on('exit', () => fs.rmSync(root, { recursive: true }));
let count = 0;
const place = () => path.join(root, `${++count}`);
const read = (file) => fs.readFileSync(file, 'utf8');
const event = (stream, name) =>
  new Promise((resolve) => stream.once(name, resolve));

test(async () => {
  for (const sync of [false, true]) {
    // Gathered until there is enough, or a flush.
    const file = place();
    const stream = new fs.Utf8Stream({ dest: file, minLength: 10, sync });
    assert.deepStrictEqual(
      [stream.file, stream.sync, stream.minLength, stream.append],
      [file, sync, 10, true]);
    await event(stream, 'ready');
    assert.strictEqual(stream.write('äöü'), true);
    assert.strictEqual(read(file), '');
    const written = [];
    stream.on('write', (bytes) => written.push(bytes));
    const drained = event(stream, 'drain');
    stream.write('more');
    await drained;
    assert.strictEqual(read(file), 'äöümore');
    assert.deepStrictEqual(written, [10]);
    stream.write('x');
    await new Promise((resolve, reject) => {
      stream.flush((error) => (error ? reject(error) : resolve()));
    });
    stream.write('y');
    stream.flushSync();
    assert.strictEqual(read(file), 'äöümorexy');

    // Another file; what is left is written at the end.
    const other = place();
    stream.reopen(other);
    await event(stream, 'ready');
    assert.strictEqual(stream.file, other);
    stream.write('z');
    stream.end();
    const events = [];
    stream.on('finish', () => events.push('finish'));
    await event(stream, 'close');
    assert.deepStrictEqual(events, ['finish']);
    assert.strictEqual(read(other), 'z');
    assert.strictEqual(read(file), 'äöümorexy');
    for (const method of ['write', 'flush', 'flushSync', 'reopen', 'end']) {
      assert.throws(() => stream[method]('x'), {
        code: method === 'flush' ? 'ERR_INVALID_ARG_TYPE' : 'ERR_INVALID_STATE',
      });
    }
    stream.destroy();
  }

  // A part of a piece, and errors that pass.
  const file = place();
  const calls = [];
  const stream = new fs.Utf8Stream({
    fd: fs.openSync(file, 'w'),
    maxLength: 20,
    fs: {
      write(fd, bytes, callback) {
        calls.push(bytes.length);
        if (calls.length === 1) {
          const error = Object.assign(new Error(), { code: 'EAGAIN' });
          process.nextTick(callback, error);
        } else {
          fs.write(fd, bytes, 0, Math.min(4, bytes.length), callback);
        }
      },
    },
  });
  stream.on('drop', mustCall((data) => assert.strictEqual(data.length, 30)));
  stream.write('a中文');
  stream.write('x'.repeat(30));
  stream.end();
  await event(stream, 'finish');
  assert.strictEqual(read(file), 'a中文');
  assert.deepStrictEqual(calls, [7, 7, 3]);

  const bytes = new fs.Utf8Stream(
    { dest: path.join(place(), 'deep'), mkdir: true, contentMode: 'buffer' });
  assert.throws(() => bytes.write('text'), { code: 'ERR_INVALID_ARG_TYPE' });
  bytes.write(Buffer.of(0xff));
  bytes.end();
  await event(bytes, 'finish');
  assert.deepStrictEqual(fs.readFileSync(bytes.file), Buffer.of(0xff));

  const missing = new fs.Utf8Stream({ dest: path.join(place(), 'no/way') });
  assert.strictEqual((await event(missing, 'error')).code, 'ENOENT');
  for (const [options, code] of [
    [{}, 'ERR_INVALID_ARG_TYPE'],
    [{ dest: file, minLength: 16384 }, 'ERR_INVALID_ARG_VALUE'],
    [{ dest: file, contentMode: 'x' }, 'ERR_INVALID_ARG_VALUE'],
    [{ dest: file, fs: { write: 1 } }, 'ERR_INVALID_ARG_TYPE'],
  ]) {
    assert.throws(() => new fs.Utf8Stream(options), { code });
  }
});
