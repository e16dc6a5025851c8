// Env: TERM=dumb
'use strict';
// Its cursor does not move: what is typed is shown, and the line cannot be edited.
const assert = require('assert');
const { open } = require('./fixtures/terminal.js');

const { rl, terminal, type, press, ctrl } = open();
const lines = [];
rl.on('line', (line) => { lines.push(line); });
rl.prompt();
type('ab');
press('left');
press('backspace');
ctrl('u');
type('\x1b');
type('\x1b[A');
assert.strictEqual(rl.line, 'ab');
type('c\r\n');
rl.write('d\ne');
press('return');
press('enter');
press('enter');
assert.strictEqual(terminal.take(), '> abc\r\nd\r\ne\r\n\r\n');
assert.deepStrictEqual(lines, ['abc', 'd', 'e', '']);
rl.question('why? ', (answer) => { lines.push(answer); });
type('so\r');
assert.strictEqual(terminal.take(), 'why? so\r\n');
assert.strictEqual(lines.at(-1), 'so');
type('x');
ctrl('d');
assert.strictEqual(rl.closed, true);
