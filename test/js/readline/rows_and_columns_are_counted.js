'use strict';
// Of wide and combining characters, tabs, line feeds and control sequences; a row
// that is full counts as the beginning of the next.
const assert = require('assert');
const { open } = require('./fixtures/terminal.js');

function position(line, { prompt = '', ...options } = {}) {
  const { rl } = open({ prompt, ...options });
  rl.line = line;
  rl.cursor = line.length;
  const { rows, cols } = rl.getCursorPos();
  rl.close();
  return `${rows} ${cols}`;
}

for (const [line, columns] of [
  ['', 0], ['a', 1], ['丁', 2], ['\u0301', 0], ['a\u0301', 1], ['a\u20ddb', 2],
  ['\u200e', 0], ['あ谢고', 6], ['🐕𐐷あ💻', 7], ['\x1b[31m> \x1b[39m', 2],
  ['\t', 8], ['a\tb', 9], ['1234567\t', 8], ['12345678\t', 16],
]) {
  assert.strictEqual(position(line), `0 ${columns}`, line);
}
assert.strictEqual(position('a\tb', { tabSize: 4 }), '0 5');

assert.strictEqual(position('123456789', { columns: 10 }), '0 9');
assert.strictEqual(position('1234567890', { columns: 10 }), '1 0');
assert.strictEqual(position('12345678901', { columns: 10 }), '1 1');
assert.strictEqual(position('1234567890\n', { columns: 10 }), '1 0');
assert.strictEqual(position('12345678901\n1', { columns: 10 }), '2 1');
assert.strictEqual(position('multi-line\ttext \t', { columns: 10, tabSize: 16 }), '3 2');
// No wide character is torn.
assert.strictEqual(position('123456789あ', { columns: 10 }), '1 2');
assert.strictEqual(position('あ'.repeat(5), { columns: 9 }), '1 2');

assert.strictEqual(position('t', {
  columns: 10, prompt: '\nfilledline\nwraping text\n> ',
}), '4 3');
assert.strictEqual(position('', { prompt: 'a\nb> ' }), '1 3');

const { rl, press } = open({ prompt: '> ' });
rl.write('😀あ');
assert.deepStrictEqual(rl.getCursorPos(), { cols: 6, rows: 0 });
press('left');
assert.deepStrictEqual(rl.getCursorPos(), { cols: 4, rows: 0 });
press('left');
assert.deepStrictEqual(rl.getCursorPos(), { cols: 2, rows: 0 });
rl.close();
