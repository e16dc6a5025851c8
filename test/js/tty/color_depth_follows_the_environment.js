'use strict';
// TERM and its like tell how many colors there are; FORCE_COLOR overrules all, and
// says once whom.
const assert = require('assert');
const { WriteStream } = require('tty');
const { mustCall } = require('../common/test.js');

const { prototype } = WriteStream;
for (const [environment, depth] of [
  [{}, 1], [{ TERM: 'dumb' }, 1], [{ TERM: 'unknown' }, 1],
  [{ TERM: 'xterm' }, 4], [{ TERM: 'ANSI' }, 4], [{ TERM: 'linux' }, 4],
  [{ TERM: 'direct' }, 4], [{ TERM: 'vt220' }, 4], [{ TERM: 'color' }, 4],
  [{ TERM: 'xterm-256color' }, 8], [{ TERM: 'screen-256color' }, 8],
  [{ TERM: 'xterm-kitty' }, 24], [{ TERM: 'terminator' }, 24],
  [{ TERM: 'xterm-truecolor' }, 24],
  [{ TERM: 'xterm', COLORTERM: 'truecolor' }, 24], [{ COLORTERM: '1' }, 4],
  [{ TERM: 'color', NO_COLOR: '' }, 4], [{ TERM: 'color', NO_COLOR: '1' }, 1],
  [{ TERM: 'color', NO_COLOR: 0 }, 1], [{ TERM: 'color', NO_COLOR: null }, 1],
  [{ TERM: 'color', NODE_DISABLE_COLORS: '' }, 4],
  [{ TERM: 'color', NODE_DISABLE_COLORS: 0 }, 1],
  [{ CI: '', TERM: 'xterm' }, 1], [{ CI: '', GITHUB_ACTIONS: '' }, 24],
  [{ FORCE_COLOR: '0', TERM: 'xterm' }, 1], [{ FORCE_COLOR: '' }, 4],
]) {
  assert.strictEqual(
    prototype.getColorDepth(environment), depth, JSON.stringify(environment));
}

const both = { NO_COLOR: '1', NODE_DISABLE_COLORS: '1', FORCE_COLOR: '3' };
process.on('warning', mustCall(({ name, message }) => {
  assert.strictEqual(name, 'Warning');
  assert.strictEqual(message, "The 'NODE_DISABLE_COLORS' and 'NO_COLOR' env is " +
    "ignored due to the 'FORCE_COLOR' env being set.");
}));
assert.strictEqual(prototype.getColorDepth(both), 24);
assert.strictEqual(prototype.hasColors(2 ** 24, both), true);
assert.strictEqual(prototype.hasColors(2 ** 24 + 1, both), false);
