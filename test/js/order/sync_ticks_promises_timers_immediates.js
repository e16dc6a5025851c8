'use strict';
// The queues in their order: synchronous code, nextTick, promise jobs, then the
// phases of the loop.

const log = (text) => console.log(text);

setTimeout(() => {
  log('timeout 1');
  process.nextTick(() => log('tick in timeout 1'));
  Promise.resolve().then(() => log('promise in timeout 1'));
}, 1);
setTimeout(() => log('timeout 2, after the ticks of timeout 1'), 1);

const until = Date.now() + 5;
while (Date.now() < until);  // both timers are due in the first turn

setImmediate(() => {
  log('immediate 1');
  process.nextTick(() => log('tick in immediate 1'));
  Promise.resolve().then(() => log('promise in immediate 1'));
  setImmediate(() => log('immediate 3, of the next turn'));
  setTimeout(() => {}, 0);
});
setImmediate(() => log('immediate 2'));

process.nextTick(() => {
  log('tick 1');
  process.nextTick(() => log('tick 3, queued by tick 1'));
  Promise.resolve().then(() => log('promise 2, queued by tick 1'));
});
process.nextTick(log, 'tick 2');
Promise.resolve().then(() => {
  log('promise 1');
  process.nextTick(() => log('tick 4, queued by promise 1'));
  queueMicrotask(() => log('microtask queued by promise 1'));
});
(async () => {
  log('async function, up to its await');
  await null;
  log('async function, after its await');
})();
queueMicrotask(() => log('microtask'));
log('sync');
