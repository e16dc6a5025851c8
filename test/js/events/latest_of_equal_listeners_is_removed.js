// Backends: one
'use strict';
const assert = require('assert');
const EventEmitter = require('events');

const emitter = new EventEmitter();
const f = () => {};
const g = () => {};
emitter.on('x', f).on('x', g).on('x', f);
emitter.removeListener('x', f);
assert.deepStrictEqual(emitter.listeners('x'), [f, g]);
emitter.once('x', g);
emitter.removeListener('x', g);
assert.deepStrictEqual(emitter.listeners('x'), [f, g]);
emitter.removeListener('x', g).removeListener('x', g);
assert.deepStrictEqual(emitter.listeners('x'), [f]);
