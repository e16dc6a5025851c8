'use strict';
// It does within crlfDelay, which is 100 ms at least.
const assert = require('assert');
const { PassThrough } = require('stream');
const { open } = require('./fixtures/terminal.js');
const { createInterface } = require('readline');
const { test } = require('../common/test.js');

for (const [given, delay] of [[undefined, 100], [null, 100], [0, 100], [50, 100],
  [100.5, 100.5], [5000, 5000], [Infinity, Infinity], [-1, 100], ['x', 100],
  ['250', 250]]) {
  const rl = createInterface({ input: new PassThrough(), crlfDelay: given });
  assert.strictEqual(rl.crlfDelay, delay);
  rl.close();
}

// Not when something came between.
{
  const { rl, type, press } = open();
  let count = 0;
  rl.on('line', () => { count++; });
  type('\r\n');
  assert.strictEqual(count, 1);
  type('\ra\n');
  assert.strictEqual(count, 3);
  press('return');
  press('left');
  press('enter');
  press('enter');
  assert.strictEqual(count, 6);
  rl.close();
}

test(async () => {
  for (const terminal of [true, false]) {
    for (const [crlfDelay, lines] of [[100, 2], [Infinity, 1]]) {
      const { rl, type } = open({ terminal, crlfDelay });
      let count = 0;
      rl.on('line', () => { count++; });
      type('\r');
      await new Promise((resolve) => { setTimeout(resolve, 150); });
      type('\n');
      assert.strictEqual(count, lines, `${terminal} ${crlfDelay}`);
      rl.close();
    }
  }
});
