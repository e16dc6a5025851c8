// Backends: one
'use strict';
process.on('uncaughtExceptionMonitor', (error, origin) => {
  console.log('monitor', error.message, origin);
});
process.on('uncaughtException', (error, origin) => {
  console.log('listener', error.message, origin);
});
// Behind the immediate, however fast the machine is.
setTimeout(() => Promise.reject(new Error('rejected')), 50);
process.nextTick(() => { throw new Error('in a tick'); });
queueMicrotask(() => { throw new Error('in a microtask'); });
setImmediate(() => { throw new Error('in an immediate'); });
