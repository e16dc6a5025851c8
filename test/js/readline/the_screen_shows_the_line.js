'use strict';
// Whatever is typed, pasted, deleted and moved over, on a terminal that is too
// narrow: the screen has the prompt and the line, and the cursor where it belongs.
const assert = require('assert');
const { open, show } = require('./fixtures/terminal.js');

function check({ rl, terminal }, columns, label) {
  const { rows, row, column } = show(terminal.written.join(''), columns);
  const expected = [];
  for (const part of `> ${rl.line}`.split('\n')) {
    for (let i = 0; i === 0 || i < part.length; i += columns) {
      expected.push(part.slice(i, i + columns));
    }
  }
  assert.deepStrictEqual(rows.map((text) => text.trimEnd()).filter(Boolean),
    expected.map((text) => text.trimEnd()).filter(Boolean), label);
  const { rows: atRow, cols } = rl.getCursorPos();
  // A row that was filled may not have been left.
  const isAt = (row === atRow && column === cols) ||
    (row === atRow - 1 && column === columns && cols === 0);
  assert.ok(isAt, `${label}: ${row} ${column} is not ${atRow} ${cols}`);
}

/** Numbers that are the same each time. */
function* numbers(seed) {
  for (let x = seed;;) {
    x = (x * 1103515245 + 12345) % 2147483648;
    yield x >> 8;
  }
}

const kSteps = [
  ({ type }, n) => type('abcdefghij'.slice(0, 1 + n % 10)),  // pasted
  ({ type }, n) => { for (const c of 'vwxyz'.slice(n % 5)) type(c); },
  ({ rl }, n) => rl.write('0123456789ABCDEF'.slice(0, 1 + n % 16)),
  ({ press }) => press('left'),
  ({ press }) => press('right'),
  ({ press }) => press('backspace'),
  ({ press }) => press('delete'),
  ({ ctrl }) => ctrl('a'),
  ({ ctrl }) => ctrl('e'),
  ({ ctrl }, n) => { if (n % 4 === 0) ctrl('u'); },
  ({ ctrl }, n) => { if (n % 4 === 0) ctrl('k'); },
  ({ ctrl }) => ctrl('y'),
  ({ type }) => type('\x1f'),
  ({ type }, n) => { type(' '); for (let i = n % 3; i > 0; i--) type('\x1b[D'); },
  ({ meta }) => meta('b'),
  ({ ctrl }) => ctrl('w'),
];

for (const columns of [7, 10, 16, 80]) {
  for (let seed = 1; seed <= 8; seed++) {
    const session = open({ columns, prompt: '> ' });
    session.rl.prompt();
    const random = numbers(seed * 7919);
    for (let i = 0; i < 60; i++) {
      const step = random.next().value % kSteps.length;
      kSteps[step](session, random.next().value);
      check(session, columns, `columns ${columns} seed ${seed} step ${i} (${step})`);
    }
    session.rl.close();
  }
}
