// Backends: one
'use strict';
const assert = require('assert');
const EventEmitter = require('events');
// As programs of old inherit.
function Door() {
  EventEmitter.call(this);
}
Object.setPrototypeOf(Door.prototype, EventEmitter.prototype);
const a = new Door();
const b = new Door();
a.on('x', () => {});
assert.strictEqual(a.listenerCount('x'), 1);
assert.strictEqual(b.listenerCount('x'), 0);
// Also where nobody called the constructor.
const bare = Object.create(EventEmitter.prototype);
bare.on('y', () => {});
assert.strictEqual(bare.emit('y'), true);
assert.deepStrictEqual(EventEmitter.prototype.eventNames.call(bare), ['y']);
// Names of Object.prototype are ordinary events.
for (const name of ['toString', '__proto__', 'constructor', Symbol('s')]) {
  assert.strictEqual(a.emit(name), false);
  a.once(name, () => {});
  assert.strictEqual(a.emit(name), true);
}
for (const bad of [undefined, null, 'f', {}]) {
  assert.throws(() => a.on('x', bad), {
    name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE',
  });
}
