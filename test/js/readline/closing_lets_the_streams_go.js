'use strict';
// No listener stays on them but that of the keys; the terminal leaves raw mode;
// what is called afterwards throws.
const assert = require('assert');
const { PassThrough } = require('stream');
const { createInterface } = require('readline');
const { open } = require('./fixtures/terminal.js');
const { test } = require('../common/test.js');

test('a stream', async () => {
  const input = new PassThrough();
  const before = input.eventNames().length;
  const rl = createInterface({ input });
  const events = [];
  for (const name of ['pause', 'resume', 'close', 'line']) {
    rl.on(name, (line) => { events.push(line ?? name); });
  }
  assert.strictEqual(rl.pause(), rl);
  rl.pause();
  assert.strictEqual(rl.paused, true);
  assert.strictEqual(rl.resume(), rl);
  rl.resume();
  rl.pause();
  rl.write('writing resumes\n');
  assert.strictEqual(rl.paused, false);
  rl.pause();
  rl.prompt();
  assert.strictEqual(rl.paused, false);
  input.end('last');
  await new Promise((resolve) => { rl.once('close', resolve); });
  assert.deepStrictEqual(events, ['pause', 'resume', 'pause', 'resume',
    'writing resumes', 'pause', 'resume', 'last', 'pause', 'close']);
  assert.strictEqual(rl.closed, true);
  rl.close();
  assert.strictEqual(input.eventNames().length, before);
  for (const name of ['pause', 'resume', 'prompt', 'write']) {
    assert.throws(() => rl[name]('x'), {
      name: 'Error', code: 'ERR_USE_AFTER_CLOSE', message: 'readline was closed',
    });
  }
});

test('a terminal', async () => {
  const { rl, terminal, type } = open({ columns: 10 });
  rl.close();
  assert.deepStrictEqual(terminal.eventNames(), ['data']);
  const modes = [];
  terminal.setRawMode = (mode) => { modes.push(mode); };
  const next = createInterface({ input: terminal, output: terminal, terminal: true });
  const lines = [];
  next.on('line', (line) => { lines.push(line); });
  // A character that was begun belongs to who comes next.
  type(Buffer.from([0xe2, 0x98]));
  next.close();
  const last = createInterface({ input: terminal, output: terminal, terminal: true });
  last.on('line', (line) => { lines.push(line); });
  type(Buffer.from([0x83, 10]));
  assert.deepStrictEqual(lines, ['☃']);
  type('end');
  terminal.emit('end');
  assert.deepStrictEqual(lines, ['☃', 'end']);
  assert.strictEqual(last.closed, true);
  assert.deepStrictEqual(modes, [true, false, true, false]);
});

test('a signal', async () => {
  for (const when of ['before', 'later']) {
    const aborter = new AbortController();
    if (when === 'before') aborter.abort();
    const rl = createInterface({ input: new PassThrough(), signal: aborter.signal });
    assert.strictEqual(rl.closed, false);
    const closed = new Promise((resolve) => { rl.once('close', resolve); });
    aborter.abort();
    await closed;
  }
});

test('dispose', async () => {
  const rl = createInterface({ input: new PassThrough() });
  rl[Symbol.dispose]();
  assert.strictEqual(rl.closed, true);
});

test('an error of the input', async () => {
  const input = new PassThrough();
  const rl = createInterface({ input });
  const error = new Error('broken');
  const told = new Promise((resolve) => { rl.once('error', resolve); });
  input.destroy(error);
  assert.strictEqual(await told, error);
});
