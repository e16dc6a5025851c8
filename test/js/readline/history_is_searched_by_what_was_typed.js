'use strict';
// Up and down show the lines that begin as this one does up to the cursor, and
// come back to it at both ends; Ctrl+P and Ctrl+N show all.
const assert = require('assert');
const { open } = require('./fixtures/terminal.js');
const { test } = require('../common/test.js');

test(() => {
  const { rl, type, press, ctrl } = open();
  type('apple\nbanana\napricot\n');
  const lines = (press, ...names) => names.map((name) => {
    press(name);
    assert.strictEqual(rl.cursor, rl.line.length);
    return rl.line;
  });

  assert.deepStrictEqual(lines(press, 'up', 'up', 'up', 'up', 'up'),
    ['apricot', 'banana', 'apple', '', '']);
  assert.deepStrictEqual(lines(press, 'down', 'down', 'down', 'down', 'down'),
    ['apple', 'banana', 'apricot', '', '']);
  type('apX');
  press('left');
  assert.deepStrictEqual(lines(press, 'up', 'up', 'up', 'up'),
    ['apricot', 'apple', 'ap', 'ap']);
  assert.deepStrictEqual(lines(press, 'down', 'down', 'down', 'down'),
    ['apple', 'apricot', 'ap', 'ap']);
  assert.deepStrictEqual(lines(ctrl, 'p', 'p', 'p', 'p'),
    ['apricot', 'banana', 'apple', '']);
  assert.deepStrictEqual(lines(ctrl, 'n', 'n'), ['apple', 'banana']);

  // Another key ends the search: a new one begins with what stands there then.
  press('left');
  assert.strictEqual(rl.historyIndex, 1);
  press('up');
  assert.strictEqual(rl.line, 'banan');
  ctrl('u');
  press('up');
  assert.strictEqual(rl.line, 'apricot');

  // Entering a line begins anew.
  type('\n');
  press('up');
  assert.strictEqual(rl.line, 'apricot');
  rl.close();

  // In a line of several rows the rows come first.
  {
    const { rl, press } = open({ history: ['one\nthree\nx', 'older'], prompt: '' });
    const at = (name) => {
      press(name);
      return rl.cursor;
    };
    press('up');
    assert.strictEqual(rl.line, 'one\nthree\nx');
    press('left');
    assert.deepStrictEqual([at('up'), at('right'), at('right'), at('up'), at('down')],
      [4, 5, 6, 2, 6]);
    assert.deepStrictEqual([at('end'), at('up'), at('home')], [11, 5, 0]);
    assert.deepStrictEqual([at('down'), at('down')], [4, 10]);
    press('home');
    press('up');
    assert.strictEqual(rl.line, 'older');
    rl.close();
  }
});
