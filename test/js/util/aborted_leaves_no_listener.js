// Flags: --expose-gc
// Backends: one
'use strict';
// Once the resource is collected, util.aborted() has left nothing: no listener
// at a signal that lives long, and no timeout signal that lives for it alone.
const assert = require('assert');
const { getEventListeners } = require('events');
const { aborted } = require('util');
const { test } = require('../common/test');

/** Collects, and lets finalizers run, until `isDone`. */
async function collectUntil(isDone) {
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  for (let i = 0; i < 100 && !isDone(); i++) {
    // What was looked at is kept until the turn ends.
    await turn();
    globalThis.gc();
    await turn();
  }
  assert.ok(isDone());
}

test('a signal that lives', async () => {
  const { signal } = new AbortController();
  for (let i = 0; i < 100; i++) aborted(signal, {});
  await collectUntil(() => getEventListeners(signal, 'abort').length === 0);
});

// Functions of their own: a suspended one would hold its last variables.
function waitForMany(makeSignal, makeResource) {
  return Array.from({ length: 100 }, () => {
    const signal = makeSignal();
    aborted(signal, makeResource());
    return new WeakRef(signal);
  });
}

const areGone = (signals) => () =>
  signals.every((signal) => signal.deref() === undefined);

test('a signal that only waits', async () => {
  await collectUntil(areGone(
    waitForMany(() => AbortSignal.timeout(1e9), () => ({}))));
});

test('a resource that lives', async () => {
  const resource = {};
  await collectUntil(areGone(
    waitForMany(() => new AbortController().signal, () => resource)));
  const controller = new AbortController();
  const promise = aborted(controller.signal, resource);
  controller.abort();
  await promise;
});
