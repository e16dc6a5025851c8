'use strict';
// The lines of the same piece come nevertheless; what a listener writes comes
// behind them.
const assert = require('assert');
const { PassThrough } = require('stream');
const { createInterface } = require('readline');
const { test } = require('../common/test.js');

const turn = () => new Promise(setImmediate);

test('close()', async () => {
  const input = new PassThrough();
  const rl = createInterface({ input });
  const seen = [];
  rl.on('line', (line) => {
    seen.push(line);
    rl.close();
  });
  input.write('a\nb\nc');
  input.write('\nd\n');
  await turn();
  assert.deepStrictEqual(seen, ['a', 'b']);
});

test('pause()', async () => {
  const input = new PassThrough();
  const rl = createInterface({ input });
  const seen = [];
  rl.on('line', (line) => {
    seen.push(line);
    if (line === 'a') rl.pause();
  });
  input.write('a\nb\n');
  await turn();
  input.write('c\n');
  await turn();
  assert.deepStrictEqual(seen, ['a', 'b']);
  rl.resume();
  await turn();
  assert.deepStrictEqual(seen, ['a', 'b', 'c']);
});

test('write()', async () => {
  const input = new PassThrough();
  const rl = createInterface({ input });
  const seen = [];
  rl.on('line', (line) => {
    seen.push(line);
    if (line === 'a') rl.write('x\ny');
  });
  input.write('a\nb\nc');
  await turn();
  input.write('z\n');
  await turn();
  assert.deepStrictEqual(seen, ['a', 'cx', 'b', 'yz']);
  rl.write(Buffer.from('bytes\n'));
  rl.write(undefined);
  assert.throws(() => rl.write(null), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.strictEqual(seen.at(-1), 'bytes');
});
