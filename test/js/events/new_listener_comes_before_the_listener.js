// Backends: one
'use strict';
const EventEmitter = require('events');
const emitter = new EventEmitter();
emitter.on('newListener', (type, listener) => {
  console.log('new', type, listener.name, emitter.listenerCount(type));
});
emitter.on('removeListener', (type, listener) => {
  console.log('removed', type, (listener.listener ?? listener).name,
              emitter.listenerCount(type));
});
function one() {}
function two() {}
emitter.on('x', one);
emitter.once('x', two);
emitter.emit('x');
emitter.off('x', one);
emitter.on('y', one).on('y', two);
emitter.removeAllListeners('y');
