// Backends: one
'use strict';
process.on('unhandledRejection', (reason, promise) => {
  console.log('unhandled', reason.message, promise === late);
  setTimeout(() => promise.catch(() => console.log('caught')), 1);
});
process.on('rejectionHandled', (promise) => {
  console.log('handled', promise === late);
});
const late = Promise.reject(new Error('x'));
Promise.reject(new Error('in time')).catch(() => console.log('in time'));
