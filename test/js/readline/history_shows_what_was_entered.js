'use strict';
// The latest line first, none of spaces alone, none twice in a row; 'history'
// tells of each change, and may change it.
const assert = require('assert');
const { PassThrough } = require('stream');
const { createInterface } = require('readline');
const { open } = require('./fixtures/terminal.js');

{
  const { rl, type } = open();
  const told = [];
  rl.on('history', (history) => { told.push(history.join(' ')); });
  type('one\ntwo\ntwo\n  \n\none\n');
  assert.deepStrictEqual(told, ['one', 'two one', 'one two one']);
  assert.deepStrictEqual(rl.history, ['one', 'two', 'one']);
  assert.strictEqual(rl.historyIndex, -1);
  rl.close();
}

{
  const { rl, type } = open({
    history: ['a', 'b', 'c'], historySize: 3, removeHistoryDuplicates: true,
  });
  type('b\n');
  assert.deepStrictEqual(rl.history, ['b', 'a', 'c']);
  type('d\n');
  assert.deepStrictEqual(rl.history, ['d', 'b', 'a']);
  rl.close();
}

{
  // A listener may take a line out again; the line is told of nevertheless.
  const { rl, type } = open();
  const lines = [];
  rl.on('history', (history) => { history.shift(); });
  rl.on('line', (line) => { lines.push(line); });
  type('secret\n');
  assert.deepStrictEqual(lines, ['secret']);
  assert.deepStrictEqual(rl.history, []);
  rl.close();
}

for (const options of [{ historySize: 0 }, { terminal: false }]) {
  const { rl, type } = open(options);
  rl.on('history', () => { assert.fail(); });
  type('line\n');
  assert.deepStrictEqual(rl.history, []);
  rl.close();
}

const plain = createInterface({ input: new PassThrough() });
assert.strictEqual(plain.historySize, 30);
plain.close();
