// Backends: one
'use strict';
const assert = require('assert');
const EventEmitter = require('events');
const emitter = new EventEmitter();
const error = new RangeError('of its own');
assert.throws(() => emitter.emit('error', error), (e) => e === error);
assert.throws(() => emitter.emit('error', { a: 1 }), {
  name: 'Error',
  code: 'ERR_UNHANDLED_ERROR',
  message: 'Unhandled error. ({ a: 1 })',
});
assert.throws(() => emitter.emit('error'), {
  message: 'Unhandled error. (undefined)',
});
// A monitor sees the error, but does not handle it.
const seen = [];
emitter.on(EventEmitter.errorMonitor, (e) => seen.push(e));
assert.throws(() => emitter.emit('error', error));
assert.deepStrictEqual(seen, [error]);
emitter.on('error', () => {});
assert.strictEqual(emitter.emit('error', error), true);
