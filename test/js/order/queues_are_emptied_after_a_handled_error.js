'use strict';
// What waits behind a tick that throws belongs to its task: it comes before
// timers and immediates, though these are due.

process.on('uncaughtException', (error) => console.log('caught', error.message));
setTimeout(() => console.log('timer'), 1);
setImmediate(() => console.log('immediate'));
process.nextTick(() => { throw new Error('tick 1'); });
process.nextTick(() => { throw new Error('tick 2'); });
process.nextTick(() => console.log('tick 3'));
Promise.resolve().then(() => {
  console.log('promise');
  process.nextTick(() => { throw new Error('tick of a promise'); });
  process.nextTick(() => console.log('tick beside it'));
});
const begin = process.hrtime.bigint();
while (process.hrtime.bigint() - begin < 5_000_000n);
