// Backends: one
'use strict';
const assert = require('assert');
const EventEmitter = require('events');
// An emit calls those who were registered when it began.
const emitter = new EventEmitter();
const calls = [];
function late() { calls.push('late'); }
function victim() { calls.push('victim'); }
emitter.on('x', () => {
  calls.push('changer');
  emitter.on('x', late);
  emitter.off('x', victim);
});
emitter.on('x', victim);
emitter.emit('x');
assert.deepStrictEqual(calls, ['changer', 'victim']);
calls.length = 0;
emitter.emit('x');
assert.deepStrictEqual(calls, ['changer', 'late']);
