'use strict';
// The map of listeners is one of our own kind, and does not look like it.
const EventEmitter = require('events');
const { inspect } = require('util');
const { Duplex } = require('stream');

const emitter = new EventEmitter();
console.log(inspect(emitter._events));
emitter.on('x', function first() {});
emitter.on('y', function second() {});
console.log(inspect(emitter._events));
console.log(inspect(new Duplex()._events).split(' {')[0]);
console.log(inspect(new EventEmitter()));
console.log(inspect(new (class Own extends EventEmitter {})(
  { captureRejections: true })));
