'use strict';
// An error that a listener handles leaves nothing of the queues behind.

process.on('uncaughtException', (error) => console.log('caught', error.message));
process.nextTick(() => { throw new Error('tick 1'); });
process.nextTick(() => console.log('tick 2'));
Promise.resolve().then(() => console.log('promise'));
setTimeout(() => { throw new Error('timer 1'); }, 20);
setTimeout(() => console.log('timer 2'), 20);
setTimeout(() => {
  setImmediate(() => { throw new Error('immediate 1'); });
  setImmediate(() => console.log('immediate 2'));
}, 40);
queueMicrotask(() => { throw new Error('microtask 1'); });
queueMicrotask(() => console.log('microtask 2'));
