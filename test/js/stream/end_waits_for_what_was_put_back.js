// Backends: one
'use strict';
const assert = require('assert');
const { Readable } = require('stream');
const { test } = require('../common/test');

test(async () => {
  const stream = new Readable({ read() {} });
  stream.push('abc');
  stream.push(null);
  let ended = false;
  stream.on('end', () => { ended = true; });
  assert.strictEqual(`${stream.read()}`, 'abc');
  // 'end' is on its way.
  stream.unshift('bc');
  await new Promise((resolve) => setImmediate(resolve));
  assert.strictEqual(ended, false);
  assert.strictEqual(`${stream.read()}`, 'bc');
  await new Promise((resolve) => setImmediate(resolve));
  assert.strictEqual(ended, true);
});
