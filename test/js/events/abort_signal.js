// Backends: one
'use strict';
const assert = require('assert');
const controller = new AbortController();
const { signal } = controller;
assert.strictEqual(controller.signal, signal);
let events = 0;
signal.onabort = (event) => {
  events++;
  assert.strictEqual(event.type, 'abort');
  assert.strictEqual(event.isTrusted, true);
};
signal.throwIfAborted();
controller.abort();
controller.abort('again');
assert.strictEqual(events, 1);
assert.strictEqual(signal.aborted, true);
assert.ok(signal.reason instanceof DOMException);
assert.strictEqual(signal.reason.name, 'AbortError');
assert.strictEqual(signal.reason.code, 20);
assert.throws(() => signal.throwIfAborted(), (e) => e === signal.reason);
assert.strictEqual(AbortSignal.abort(5).reason, 5);
assert.throws(() => new AbortSignal(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
assert.throws(() => AbortSignal.timeout(-1), { code: 'ERR_OUT_OF_RANGE' });
