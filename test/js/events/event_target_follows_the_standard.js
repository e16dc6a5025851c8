// Backends: one
'use strict';
const assert = require('assert');
const target = new EventTarget();
const calls = [];
const listener = {
  handleEvent(event) {
    calls.push(event.type, this === listener);
  },
};
target.addEventListener('x', listener);
target.addEventListener('x', listener);  // the same: no second call
target.addEventListener('x', (event) => {
  calls.push('once');
  event.preventDefault();
}, { once: true });
assert.strictEqual(
  target.dispatchEvent(new Event('x', { cancelable: true })), false);
assert.strictEqual(target.dispatchEvent(new Event('x')), true);
assert.deepStrictEqual(calls, ['x', true, 'once', 'x', true]);

const event = new Event('y');
target.addEventListener('y', (e) => {
  assert.strictEqual(e.target, target);
  assert.strictEqual(e.eventPhase, Event.AT_TARGET);
  e.stopImmediatePropagation();
});
target.addEventListener('y', () => assert.fail('stopped'));
target.dispatchEvent(event);
assert.strictEqual(event.eventPhase, Event.NONE);
assert.strictEqual(event.isTrusted, false);

const controller = new AbortController();
target.addEventListener('z', () => assert.fail('aborted'), {
  signal: controller.signal,
});
controller.abort();
target.dispatchEvent(new Event('z'));
assert.throws(() => target.dispatchEvent('z'), {
  code: 'ERR_INVALID_ARG_TYPE',
});
assert.throws(() => Event.prototype.type, { code: 'ERR_INVALID_THIS' });
assert.strictEqual(new CustomEvent('c', { detail: 5 }).detail, 5);
