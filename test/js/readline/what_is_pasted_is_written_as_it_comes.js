'use strict';
// And drawn once at its end: a long paste costs a write a character, and looks at
// the whole line as often as a key does.
const assert = require('assert');
const { open } = require('./fixtures/terminal.js');
const { test } = require('../common/test.js');

test(() => {
  const { rl, terminal, type, press } = open({ columns: 40, prompt: '> ' });
  let drawn = 0;
  let looked = 0;
  const { _refreshLine: refreshLine } = rl;
  rl._refreshLine = function() {
    drawn++;
    refreshLine.call(this);
  };
  const { getPrompt } = rl;
  rl.getPrompt = function() {
    looked++;
    return getPrompt.call(this);
  };

  const text = 'x'.repeat(2000);
  type(text);
  assert.strictEqual(rl.line, text);
  assert.ok(drawn <= 1);
  assert.ok(looked < 10, `${looked}`);
  assert.ok(terminal.written.length < 2010);

  // In the middle of a line, too.
  press('home');
  terminal.take();
  drawn = 0;
  type('abc');
  assert.strictEqual(rl.line, `abc${text}`);
  assert.strictEqual(drawn, 1);
  assert.ok(terminal.take().endsWith('\x1b[6G\x1b[50A'));

  // A line that ends in a paste is drawn before it is left.
  rl.line = 'end';
  rl.cursor = 0;
  rl._refreshLine();
  terminal.take();
  const lines = [];
  rl.on('line', (line) => { lines.push(line); });
  type('the \nnext');
  assert.deepStrictEqual(lines, ['the end']);
  assert.match(terminal.take(), /> the end.*\r\nnext$/);
  rl.close();
});
