'use strict';
// All that is written goes through _writeToOutput, as programs that hide passwords
// rely on; a class may inherit as older ones do.
const assert = require('assert');
const { inherits } = require('util');
const readline = require('readline');
const { FakeTerminal, open } = require('./fixtures/terminal.js');

{
  const { rl, terminal, type } = open();
  rl.question('password: ', () => {});
  const { _writeToOutput: write } = rl;
  rl._writeToOutput = function(text) {
    write.call(this, text.replace(/secret/g, '******').replace(/^\w$/, '*'));
  };
  terminal.take();
  for (const character of 'secret') type(character);
  assert.strictEqual(terminal.take(), '******');
  rl._refreshLine();
  assert.match(terminal.take(), /password: \*{6}/);
  assert.throws(() => write.call(rl, 5), { code: 'ERR_INVALID_ARG_TYPE' });
  rl.close();
}
{
  const { rl, type } = open();
  const keys = [];
  rl._ttyWrite = (text, key) => { keys.push(key.name); };
  type('ab\r');
  assert.deepStrictEqual(keys, ['a', 'b', 'return']);
  rl.close();
}
{
  function Shell(...args) {
    readline.Interface.apply(this, args);
    this.commands = [];
  }
  inherits(Shell, readline.Interface);
  Shell.prototype._onLine = function(line) {
    this.commands.push(line);
  };
  const terminal = new FakeTerminal();
  const shell = new Shell({ input: terminal, output: terminal, terminal: true });
  shell.write('ls\npwd\n');
  assert.deepStrictEqual(shell.commands, ['ls', 'pwd']);
  shell.close();
}
{
  class Shell extends readline.Interface {}
  const terminal = new FakeTerminal();
  const shell = new Shell({ input: terminal });
  assert.ok(shell instanceof Shell);
  assert.strictEqual(shell.constructor, Shell);
  shell.close();
}
