'use strict';
const assert = require('assert');
const { open } = require('./fixtures/terminal.js');

for (const terminal of [true, false]) {
  for (const output of [null, undefined]) {
    const { rl, type } = open({ output, terminal });
    const lines = [];
    rl.on('line', (line) => { lines.push(line); });
    rl.prompt();
    rl.write('abc');
    type('d\n');
    rl.question('what? ', (answer) => { lines.push(`answer ${answer}`); });
    type('this\n');
    assert.deepStrictEqual(lines, ['abcd', 'answer this']);
    rl.clearLine();
    rl.close();
  }
}
