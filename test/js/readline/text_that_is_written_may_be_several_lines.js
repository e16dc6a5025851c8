'use strict';
// In a terminal, write() types: what ends a line enters it.
const assert = require('assert');
const { open } = require('./fixtures/terminal.js');

const { rl, terminal } = open();
const lines = [];
rl.on('line', (line) => {
  lines.push(line);
  if (line === 'nested') rl.write('typed');
});
rl.write('abc\ndef\r\nghi\rj\u2028k\u2029l');
assert.deepStrictEqual(lines, ['abc', 'def', 'ghi', 'j', 'k']);
assert.strictEqual(rl.line, 'l');
assert.strictEqual(terminal.take(), 'abc\r\ndef\r\nghi\r\nj\r\nk\r\nl');
rl.write('\nnested\n}\n');
assert.deepStrictEqual(lines.slice(5), ['l', 'nested', 'typed}']);
for (const nothing of [undefined, null, '', 5]) rl.write(nothing);
assert.strictEqual(rl.line, '');
rl.write(null, { name: 'return' });
rl.write(null, { name: 'enter' });
assert.deepStrictEqual(lines.slice(8), ['']);
rl.close();

// Prompts keep the line, and the cursor if asked to.
{
  const { rl, terminal } = open();
  rl.write('abc');
  rl.prompt(true);
  assert.strictEqual(rl.cursor, 3);
  rl.setPrompt('$ ');
  terminal.take();
  rl.prompt();
  assert.strictEqual(rl.cursor, 0);
  assert.strictEqual(terminal.take(), '\x1b[1G\x1b[0J$ abc\x1b[3G');
  rl.clearLine();
  assert.strictEqual(terminal.take(), '\x1b[3C\r\n');
  assert.strictEqual(rl.line, '');
  rl.write('wide');
  terminal.columns = 4;
  terminal.take();
  terminal.emit('resize');
  assert.strictEqual(terminal.take(), '\x1b[1G\x1b[0J$ wide\x1b[3G');
  rl.write(null, { name: 'l', ctrl: true });
  assert.strictEqual(terminal.take(), '\x1b[1;1H\x1b[0J\x1b[1G\x1b[0J$ wide\x1b[3G');
  rl.close();
}
