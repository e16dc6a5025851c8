'use strict';
// readline.cursorTo, moveCursor, clearLine, clearScreenDown.
const assert = require('assert');
const readline = require('readline');
const { Writable } = require('stream');
const { mustCall } = require('../common/test.js');

let written = '';
const stream = new Writable({
  write(chunk, encoding, done) {
    written += chunk;
    done();
  },
});
const calls = [
  ['cursorTo', [1], '\x1b[2G'],
  ['cursorTo', [1, 2], '\x1b[3;2H'],
  ['cursorTo', [1, 'a'], '\x1b[2G'],
  ['cursorTo', ['a'], ''],
  ['moveCursor', [0, 0], ''],
  ['moveCursor', [2, -3], '\x1b[2C\x1b[3A'],
  ['moveCursor', [-2, 3], '\x1b[2D\x1b[3B'],
  ['clearLine', [-1], '\x1b[1K'],
  ['clearLine', [1], '\x1b[0K'],
  ['clearLine', [0], '\x1b[2K'],
  ['clearScreenDown', [], '\x1b[0J'],
];
for (const [name, args, expected] of calls) {
  written = '';
  assert.strictEqual(readline[name](stream, ...args), true);
  assert.strictEqual(written, expected, name);
  assert.strictEqual(readline[name](stream, ...args, mustCall()), true);
  assert.strictEqual(
    readline[name](null, ...args, mustCall((error) => assert.strictEqual(error, null))), true);
}
assert.strictEqual(readline.cursorTo(), true);
assert.throws(() => readline.cursorTo(stream, 'a', 1), {
  name: 'TypeError', code: 'ERR_INVALID_CURSOR_POS',
  message: 'Cannot set cursor row without setting its column',
});
for (const args of [[NaN], [1, NaN], [NaN, NaN]]) {
  assert.throws(() => readline.cursorTo(stream, ...args), { code: 'ERR_INVALID_ARG_VALUE' });
}
for (const call of [() => readline.cursorTo(stream, 1, 1, null),
  () => readline.moveCursor(stream, 1, 1, 'x'), () => readline.clearLine(stream, 0, null),
  () => readline.clearScreenDown(stream, {})]) {
  assert.throws(call, { code: 'ERR_INVALID_ARG_TYPE' });
}
