// Backends: one
'use strict';
const assert = require('assert');
const EventEmitter = require('events');
const emitter = new EventEmitter();
let calls = 0;
function again(...args) {
  calls++;
  assert.strictEqual(this, emitter);
  assert.deepStrictEqual(args, [7, 8]);
  assert.strictEqual(emitter.listenerCount('x'), 0);
  emitter.emit('x', 1);
}
emitter.once('x', again);
assert.notStrictEqual(emitter.rawListeners('x')[0], again);
assert.strictEqual(emitter.rawListeners('x')[0].listener, again);
assert.strictEqual(emitter.listeners('x')[0], again);
emitter.emit('x', 7, 8);
emitter.emit('x', 9);
assert.strictEqual(calls, 1);
// The function that was given takes the wrapper out again.
emitter.once('x', again);
emitter.removeListener('x', again);
assert.strictEqual(emitter.listenerCount('x'), 0);
