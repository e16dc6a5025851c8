'use strict';
// A rejection is unhandled when the queues are empty and nobody has come.

process.on('unhandledRejection', (reason, promise) => {
  console.log('unhandled', reason, promise instanceof Promise);
  if (reason === 'late') promise.catch(() => console.log('handled at last'));
});
process.on('rejectionHandled', () => console.log('rejectionHandled'));
Promise.reject('lost');
const late = Promise.reject('late');
const saved = Promise.reject('saved');
process.nextTick(() => saved.catch(() => console.log('saved in time')));
Promise.resolve().then(() => console.log('promise'));
setImmediate(() => console.log('immediate'));
