'use strict';
// Those of the documentation's table, and the keys that terminals have for them.
const assert = require('assert');
const { open } = require('./fixtures/terminal.js');
const { test } = require('../common/test.js');

/** The line with its cursor, after keys: 'C-', 'M-', 'S-' stand for modifiers. */
function edit(line, ...keys) {
  const at = line.indexOf('|');
  const { rl, terminal } = open();
  rl.write(line.replace('|', ''));
  rl.cursor = at;
  for (const key of keys) {
    const name = key.replace(/^(?:[CMS]-)+/, '');
    const modifiers = key.slice(0, key.length - name.length);
    terminal.emit('keypress', undefined, {
      name,
      ctrl: modifiers.includes('C'),
      meta: modifiers.includes('M'),
      shift: modifiers.includes('S'),
    });
  }
  const result = `${rl.line.slice(0, rl.cursor)}|${rl.line.slice(rl.cursor)}`;
  rl.close();
  return result;
}

function expect(result, line, ...alternatives) {
  for (const key of alternatives) {
    assert.strictEqual(edit(line, key), result, `${line} ${key}`);
  }
}

test(() => {
  expect('|ab', 'a|b', 'C-a', 'home', 'S-home');
  expect('ab|', 'a|b', 'C-e', 'end');
  expect('|ab', 'a|b', 'C-b', 'left', 'S-left');
  expect('ab|', 'a|b', 'C-f', 'right');
  expect('|b', 'a|b', 'C-h', 'backspace');
  expect('a|', 'a|b', 'C-d', 'delete');
  expect('|b', 'a|b', 'C-u', 'C-S-backspace');
  expect('a|', 'a|b', 'C-k', 'C-S-delete');
  expect('foo |bar', 'foo bar|', 'M-b', 'C-left');
  expect('foo |bar', '|foo bar', 'M-f', 'C-right');
  expect('foo |', 'foo bar|', 'C-w', 'M-backspace', 'C-backspace');
  expect('|bar', '|foo bar', 'M-d', 'M-delete', 'C-delete');

  // At the ends nothing happens.
  for (const key of ['left', 'backspace', 'M-b', 'C-w', 'C-u', 'C-h', 'home']) {
    expect('|ab', '|ab', key);
  }
  for (const key of ['right', 'delete', 'M-f', 'M-d', 'C-k', 'C-d', 'end']) {
    expect('ab|', 'ab|', key);
  }
  // Nor do keys without a meaning.
  for (const key of ['C-g', 'C-t', 'M-t', 'f1', 'insert', 'pageup', 'escape',
    'C-S-k', 'C-S-y', 'undefined']) {
    expect('a|b', 'a|b', key);
  }

  // A word is letters and digits, or what is neither, with the space behind it.
  const words = 'foo bar.hop/zoo  |';
  const stops = [];
  for (let at = words; !at.startsWith('|');) {
    at = edit(at, 'M-b');
    stops.push(at.indexOf('|'));
  }
  assert.deepStrictEqual(stops, [12, 11, 8, 7, 4, 0]);
  assert.strictEqual(edit('  | a', 'M-b'), '|   a');
  assert.strictEqual(edit(`a${' '.repeat(1e5)}|a`, 'M-b'), `|a${' '.repeat(1e5)}a`);
  assert.strictEqual(edit('|a   b', 'M-f', 'M-f'), 'a   b|');

  // A character outside the basic plane is one.
  assert.strictEqual(edit('💻|🐕', 'left'), '|💻🐕');
  assert.strictEqual(edit('💻|🐕', 'right'), '💻🐕|');
  assert.strictEqual(edit('💻|🐕', 'backspace'), '|🐕');
  assert.strictEqual(edit('💻|🐕', 'delete'), '💻|');

  // Text goes where the cursor is.
  const { rl, type, press } = open();
  type('ad');
  press('left');
  type('b');
  type('c');
  assert.strictEqual(rl.line, 'abcd');
  assert.strictEqual(rl.cursor, 3);
  rl.write('X');
  rl.write(null, { ctrl: true, name: 'u' });
  assert.strictEqual(rl.line, 'd');
  rl.line = 'other';
  rl.cursor = 2;
  type('-');
  assert.strictEqual(rl.line, 'ot-her');
  rl.close();
});
