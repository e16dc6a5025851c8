// Backends: one
'use strict';
const assert = require('assert');
const EventEmitter = require('events');
const failure = new Error('later');
const emitter = new EventEmitter({ captureRejections: true });
emitter.on('x', async () => { throw failure; });
emitter.on('error', (error) => {
  assert.strictEqual(error, failure);
  console.log('error event');
});
emitter.emit('x');

const other = new EventEmitter({ captureRejections: true });
other.on('y', async () => { throw failure; });
other[EventEmitter.captureRejectionSymbol] = (error, type, ...args) => {
  assert.strictEqual(error, failure);
  console.log('handler', type, args);
};
other.emit('y', 1, 2);
assert.throws(() => { EventEmitter.captureRejections = 1; },
              { code: 'ERR_INVALID_ARG_TYPE' });
