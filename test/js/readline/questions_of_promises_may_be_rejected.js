'use strict';
// By their signal, by Ctrl+C and Ctrl+D, and when the interface has closed.
const assert = require('assert');
const { Interface: Base } = require('readline');
const promises = require('readline/promises');
const { open } = require('./fixtures/terminal.js');
const { test } = require('../common/test.js');

test(async () => {
  const { rl, type } = open({ api: promises });
  assert.ok(rl instanceof promises.Interface);
  assert.ok(!(rl instanceof Base));
  let answer = rl.question('?');
  type('yes\n');
  assert.strictEqual(await answer, 'yes');
  assert.strictEqual(rl.getPrompt(), '> ');

  const aborter = new AbortController();
  answer = rl.question('?', aborter);
  aborter.abort('enough');
  await assert.rejects(answer, {
    name: 'AbortError', code: 'ABORT_ERR', cause: 'enough',
  });
  await assert.rejects(
    rl.question('?', { signal: AbortSignal.abort('boom') }), { cause: 'boom' });
  await assert.rejects(
    rl.question('?', { signal: 'no' }), { code: 'ERR_INVALID_ARG_TYPE' });

  // Who listens to SIGINT decides.
  answer = rl.question('?');
  rl.once('SIGINT', () => { rl.write('interrupted\n'); });
  type('\x03');
  assert.strictEqual(await answer, 'interrupted');

  answer = rl.question('?');
  type('\x03');
  await assert.rejects(answer, {
    name: 'AbortError', message: 'Aborted with Ctrl+C',
  });
  assert.strictEqual(rl.closed, true);
  await assert.rejects(rl.question('?'), { code: 'ERR_USE_AFTER_CLOSE' });
});

test(async () => {
  const { rl, type } = open({ api: promises });
  const answer = rl.question('?');
  type('\x04');
  await assert.rejects(answer, { message: 'Aborted with Ctrl+D' });
  assert.strictEqual(rl.closed, true);
});
