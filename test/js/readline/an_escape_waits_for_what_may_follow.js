'use strict';
// It is a key when nothing has followed within escapeCodeTimeout.
const assert = require('assert');
const { PassThrough } = require('stream');
const readline = require('readline');
const { test } = require('../common/test.js');

test(async () => {
  const input = new PassThrough();
  const rl = readline.createInterface({
    input, terminal: true, escapeCodeTimeout: 1,
  });
  const next = () => new Promise((resolve) => {
    input.once('keypress', (text, key) => { resolve(key); });
  });
  const escape = { name: 'escape', ctrl: false, meta: true, shift: false };
  let key = next();
  input.write('\x1b');
  assert.deepStrictEqual(await key, { ...escape, sequence: '\x1b' });
  key = next();
  input.write('\x1b\x1b');
  assert.deepStrictEqual(await key, { ...escape, sequence: '\x1b\x1b' });
  // The rest of a sequence may come later than that.
  key = next();
  input.write('\x1b[');
  await new Promise((resolve) => { setTimeout(resolve, 20); });
  input.write('A');
  assert.strictEqual((await key).name, 'up');
  rl.close();
});
