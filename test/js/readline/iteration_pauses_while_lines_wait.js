'use strict';
// Lines that come together are kept; more than 1024 pause the input until the
// last of them was asked for.
const assert = require('assert');
const { Readable } = require('stream');
const { createInterface } = require('readline');
const { test } = require('../common/test.js');

test(async () => {
  const input = new Readable({ read() {} });
  const sizes = [2000, 1026, 1025, 3];
  for (const size of sizes) input.push('line\n'.repeat(size));
  input.push(null);
  const rl = createInterface({ input });
  const events = [];
  let count = 0;
  for (const name of ['pause', 'resume']) {
    rl.on(name, () => { events.push([name, count]); });
  }
  for await (const line of rl) {
    assert.strictEqual(line, 'line');
    count++;
  }
  assert.strictEqual(count, 4054);
  assert.strictEqual(rl.closed, true);
  // The last is that of close(), which need not wait for who iterates.
  assert.deepStrictEqual(events.slice(0, 4), [
    ['pause', 0], ['resume', 1999], ['pause', 2000], ['resume', 3025]]);
});

test('several requests at once', async () => {
  const input = new Readable({ read() {} });
  const rl = createInterface({ input });
  const lines = rl[Symbol.asyncIterator]();
  assert.strictEqual(rl[Symbol.asyncIterator](), lines);
  assert.strictEqual(lines[Symbol.asyncIterator](), lines);
  const results = Promise.all(Array.from({ length: 5 }, () => lines.next()));
  input.push('a\nb\n');
  input.push('c\nd');
  input.push(null);
  assert.deepStrictEqual(await results, [
    ...['a', 'b', 'c', 'd'].map((value) => ({ value, done: false })),
    { value: undefined, done: true }]);
  assert.deepStrictEqual(await lines.next(), { value: undefined, done: true });
});
