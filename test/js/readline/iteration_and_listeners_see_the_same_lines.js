'use strict';
// Who iterates takes nothing from listeners of 'line', from questions and from
// who replaced what emits.
const assert = require('assert');
const { PassThrough } = require('stream');
const { createInterface } = require('readline');
const { test } = require('../common/test.js');

const turn = () => new Promise(setImmediate);

async function take(lines, count) {
  const taken = [];
  while (taken.length < count) taken.push((await lines.next()).value);
  return taken;
}

test(async () => {
  const input = new PassThrough();
  const rl = createInterface({ input });
  const lines = rl[Symbol.asyncIterator]();
  const heard = [];
  input.write('a\nb\n');
  await turn();
  const listener = (line) => { heard.push(line); };
  rl.on('line', listener);
  input.write('c\nd\n');
  await turn();
  rl.off('line', listener);
  let answer;
  rl.question('?', (line) => { answer = line; });
  input.write('e\nf\n');
  await turn();
  rl.emit('line', 'g');
  rl.emit = function(name, ...args) {
    heard.push(`${name} ${args}`);
    return Object.getPrototypeOf(this).emit.call(this, name, ...args);
  };
  input.write('h\n');
  await turn();
  delete rl.emit;
  rl._onLine = function(line) {
    Object.getPrototypeOf(this)._onLine.call(this, line.toUpperCase());
  };
  input.write('i\n');
  await turn();
  assert.deepStrictEqual(
    await take(lines, 8), ['a', 'b', 'c', 'd', 'f', 'g', 'h', 'I']);
  assert.deepStrictEqual(heard, ['c', 'd', 'line h']);
  assert.strictEqual(answer, 'e');
});
