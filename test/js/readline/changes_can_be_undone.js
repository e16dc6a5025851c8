'use strict';
// By 0x1F, one after the other, and done again by 0x1E until the next change.
const assert = require('assert');
const { open } = require('./fixtures/terminal.js');

const { rl, type, press, ctrl } = open();
const state = () => `${rl.line.slice(0, rl.cursor)}|${rl.line.slice(rl.cursor)}`;
const undo = () => { type('\x1f'); return state(); };
const redo = () => { type('\x1e'); return state(); };

assert.strictEqual(undo(), '|');
type('ab');
rl.write(' cd');
press('home');
press('delete');
ctrl('k');
assert.strictEqual(state(), '|');
assert.strictEqual(undo(), '|b cd');
assert.strictEqual(undo(), '|ab cd');
assert.strictEqual(undo(), 'ab|');
assert.strictEqual(redo(), '|ab cd');
assert.strictEqual(redo(), '|b cd');
assert.strictEqual(redo(), '|');
assert.strictEqual(redo(), '|');
assert.strictEqual(undo(), '|b cd');
type('X');
assert.strictEqual(redo(), 'X|b cd');
assert.strictEqual(undo(), '|b cd');

// A line that was entered is gone.
type('\n');
assert.strictEqual(undo(), '|');

// What the history showed can be undone, too.
type('zz');
ctrl('p');
assert.strictEqual(state(), 'b cd|');
assert.strictEqual(undo(), 'zz|');
rl.close();
