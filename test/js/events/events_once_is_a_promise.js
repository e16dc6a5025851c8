// Backends: one
'use strict';
const assert = require('assert');
const EventEmitter = require('events');
const { test } = require('../common/test');
const { once } = EventEmitter;
test(async () => {
  const emitter = new EventEmitter();
  process.nextTick(() => emitter.emit('x', 1, 2));
  assert.deepStrictEqual(await once(emitter, 'x'), [1, 2]);

  const failure = new Error('no');
  process.nextTick(() => emitter.emit('error', failure));
  await assert.rejects(once(emitter, 'x'), failure);
  assert.strictEqual(emitter.listenerCount('x'), 0);

  process.nextTick(() => emitter.emit('error', failure));
  assert.deepStrictEqual(await once(emitter, 'error'), [failure]);

  const controller = new AbortController();
  process.nextTick(() => controller.abort('reason'));
  await assert.rejects(once(emitter, 'x', { signal: controller.signal }), {
    name: 'AbortError', code: 'ABORT_ERR', cause: 'reason',
  });
  assert.deepStrictEqual(emitter.eventNames(), []);

  const target = new EventTarget();
  const event = new Event('z');
  process.nextTick(() => target.dispatchEvent(event));
  assert.deepStrictEqual(await once(target, 'z'), [event]);
});
