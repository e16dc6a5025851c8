'use strict';
const assert = require('assert');
const { EventEmitter } = require('events');
const { PassThrough } = require('stream');
const readline = require('readline');

const refuses = (options, code, name = 'TypeError') => {
  assert.throws(() => readline.createInterface({ input: new PassThrough(), ...options }),
    { code, name });
};
for (const completer of ['x', 1, 1n, {}, true, null]) {
  refuses({ completer }, 'ERR_INVALID_ARG_VALUE');
}
for (const history of ['x', 1, {}, true, null]) {
  refuses({ history }, 'ERR_INVALID_ARG_TYPE');
}
for (const historySize of ['x', {}, true, null]) {
  refuses({ historySize }, 'ERR_INVALID_ARG_TYPE');
}
for (const historySize of [-1, NaN]) {
  refuses({ historySize }, 'ERR_OUT_OF_RANGE', 'RangeError');
}
for (const tabSize of ['4', null]) refuses({ tabSize }, 'ERR_INVALID_ARG_TYPE');
for (const tabSize of [0, 4.5, 2 ** 33]) {
  refuses({ tabSize }, 'ERR_OUT_OF_RANGE', 'RangeError');
}
for (const escapeCodeTimeout of ['50', null, {}, NaN, Infinity]) {
  refuses({ escapeCodeTimeout }, 'ERR_INVALID_ARG_VALUE');
}
refuses({ signal: {} }, 'ERR_INVALID_ARG_TYPE');
for (const input of [undefined, null, {}, 5]) {
  assert.throws(() => readline.createInterface(input), TypeError);
}

// The defaults, and arguments in place of options.
{
  const rl = readline.createInterface({ input: new PassThrough() });
  assert.deepStrictEqual(
    [rl.terminal, rl.crlfDelay, rl.escapeCodeTimeout, rl.tabSize, rl.historySize,
      rl.getPrompt(), rl.line, rl.cursor],
    [false, 100, 500, 8, 30, '> ', '', undefined]);
  rl.close();
}
for (const [isTTY, given, terminal] of [[true, undefined, true],
  [true, false, false], [false, true, true], [undefined, undefined, false]]) {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { isTTY });
  const completer = () => [[], ''];
  for (const rl of [
    readline.createInterface(input, output, completer, given),
    new readline.Interface(input, output, completer, given),
    readline.Interface({ input, output, completer, terminal: given }),
  ]) {
    assert.ok(rl instanceof readline.Interface);
    assert.ok(rl instanceof EventEmitter);
    assert.strictEqual(rl.terminal, terminal);
    assert.strictEqual(rl.input, input);
    assert.strictEqual(rl.output, output);
    rl.close();
  }
}
