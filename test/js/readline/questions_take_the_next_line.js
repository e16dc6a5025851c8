'use strict';
// A question shows its text as the prompt until it is answered or taken back by
// its signal; while one waits no other is asked.
const assert = require('assert');
const { PassThrough } = require('stream');
const { promisify } = require('util');
const { createInterface } = require('readline');
const { open } = require('./fixtures/terminal.js');
const { mustCall, test } = require('../common/test.js');

for (const terminal of [true, false]) {
  test(`terminal: ${terminal}`, async () => {
    const { rl, terminal: screen, type } = open({ terminal });
    const lines = [];
    rl.on('line', (line) => { lines.push(line); });
    rl.question('name? ', mustCall((answer) => {
      assert.strictEqual(answer, 'Ada');
      assert.strictEqual(rl.getPrompt(), '> ');
    }));
    assert.match(screen.take(), /name\? /);
    rl.question('other? ', () => { assert.fail(); });
    assert.match(screen.take(), /name\? /);
    type('Ada\nline\n');
    assert.deepStrictEqual(lines, ['line']);

    // Taken back.
    const aborter = new AbortController();
    rl.question('gone? ', aborter, () => { assert.fail(); });
    aborter.abort();
    assert.strictEqual(rl.getPrompt(), '> ');
    type('to nobody\n');
    assert.deepStrictEqual(lines, ['line', 'to nobody']);
    // Of one that was answered the signal means nothing any more.
    const late = new AbortController();
    rl.question('kept? ', late, mustCall());
    type('yes\n');
    rl.question('next? ', mustCall());
    late.abort();
    type('yes\n');
    rl.pause();
    rl.question('never', { signal: AbortSignal.abort() }, () => { assert.fail(); });
    assert.strictEqual(rl.paused, true);
    assert.throws(() => rl.question('bad', { signal: 1 }, () => {}), {
      code: 'ERR_INVALID_ARG_TYPE',
    });
    rl.close();
    assert.throws(() => rl.question('late', () => {}), {
      code: 'ERR_USE_AFTER_CLOSE', message: 'readline was closed',
    });
    assert.strictEqual(rl.getPrompt(), '> ');
  });
}

test('promisify', async () => {
  const input = new PassThrough();
  const rl = createInterface({ input });
  const question = promisify(rl.question).bind(rl);
  let answer = question('?');
  input.write('yes\n');
  assert.strictEqual(await answer, 'yes');
  const aborter = new AbortController();
  answer = question('?', aborter);
  aborter.abort('enough');
  await assert.rejects(answer, { name: 'AbortError', cause: 'enough' });
  await assert.rejects(
    question('?', { signal: AbortSignal.abort() }), { name: 'AbortError' });
  answer = question('?', new AbortController());
  input.write('again\n');
  assert.strictEqual(await answer, 'again');
  rl.close();
  await assert.rejects(question('?'), { code: 'ERR_USE_AFTER_CLOSE' });
});
