// Backends: one
'use strict';
const EventEmitter = require('events');
const emitter = new EventEmitter();
emitter.on('tick', (...args) => console.log('second', args.length));
emitter.prependListener('tick', () => console.log('first'));
emitter.once('tick', () => console.log('third, once'));
emitter.prependOnceListener('tick', () => console.log('zeroth, once'));
for (const args of [[], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4, 5]]) {
  console.log('->', emitter.emit('tick', ...args));
}
console.log('nobody listens', emitter.emit('tock'));
console.log(emitter.eventNames(), emitter.listenerCount('tick'));
