'use strict';
// With what was read before; an error of the input rejects; break leaves the
// interface as it is.
const assert = require('assert');
const { PassThrough } = require('stream');
const { createInterface } = require('readline');
const { test } = require('../common/test.js');

const turn = () => new Promise(setImmediate);

test('close()', async () => {
  const input = new PassThrough();
  const rl = createInterface({ input });
  const lines = rl[Symbol.asyncIterator]();
  input.write('a\nb\nc');
  await turn();
  rl.close();
  const seen = [];
  for await (const line of lines) seen.push(line);
  assert.deepStrictEqual(seen, ['a', 'b']);
  for await (const line of rl) seen.push(line);
  assert.strictEqual(seen.length, 2);
});

test('of one that has closed', async () => {
  const rl = createInterface({ input: new PassThrough() });
  rl.close();
  for await (const line of rl) assert.fail(line);
});

test('an error', async () => {
  const input = new PassThrough();
  const rl = createInterface({ input });
  const seen = [];
  const done = (async () => {
    for await (const line of rl) seen.push(line);
  })();
  input.write('a\nb\n');
  await turn();
  input.destroy(new Error('broken'));
  await assert.rejects(done, { message: 'broken' });
  assert.deepStrictEqual(seen, ['a', 'b']);
});

test('break', async () => {
  const input = new PassThrough();
  const rl = createInterface({ input });
  const lines = rl[Symbol.asyncIterator]();
  input.write('a\nb\n');
  for await (const line of lines) {
    assert.strictEqual(line, 'a');
    break;
  }
  assert.strictEqual(rl.closed, false);
  assert.strictEqual(rl.listenerCount('line'), 0);
  const answer = new Promise((resolve) => { rl.question('?', resolve); });
  input.write('yes\n');
  assert.strictEqual(await answer, 'yes');
  // What had come before can still be had.
  const rest = [];
  for await (const line of rl) rest.push(line);
  assert.deepStrictEqual(rest, ['b']);
});

test('throw()', async () => {
  const rl = createInterface({ input: new PassThrough() });
  const lines = rl[Symbol.asyncIterator]();
  assert.throws(() => lines.throw('text'), { code: 'ERR_INVALID_ARG_TYPE' });
  const next = lines.next();
  lines.throw(new Error('enough'));
  await assert.rejects(next, { message: 'enough' });
  assert.strictEqual((await lines.next()).done, true);
});
