// Backends: one
'use strict';
const assert = require('assert');
const EventEmitter = require('events');
const { test } = require('../common/test');
const { on } = EventEmitter;
test(async () => {
  const emitter = new EventEmitter();
  process.nextTick(() => {
    emitter.emit('x', 1);
    emitter.emit('x', 2, 3);
    emitter.emit('done');
  });
  const seen = [];
  for await (const args of on(emitter, 'x', { close: ['done'] })) {
    seen.push(args);
  }
  assert.deepStrictEqual(seen, [[1], [2, 3]]);
  assert.deepStrictEqual(emitter.eventNames(), []);

  // A source that can pause does so while too much waits.
  const calls = [];
  emitter.pause = () => calls.push('pause');
  emitter.resume = () => calls.push('resume');
  const events = on(emitter, 'x', { highWaterMark: 2, lowWaterMark: 1 });
  for (let i = 0; i < 4; i++) emitter.emit('x', i);
  assert.deepStrictEqual(calls, ['pause']);
  for (let i = 0; i < 4; i++) {
    assert.deepStrictEqual(await events.next(), { value: [i], done: false });
  }
  assert.deepStrictEqual(calls, ['pause', 'resume']);

  const waiting = events.next();
  emitter.emit('error', new Error('no'));
  await assert.rejects(waiting, /no/);
  assert.deepStrictEqual(await events.next(), { value: undefined, done: true });
});
