// Backends: one
'use strict';
Promise.resolve().then(() => console.log('promise 1'))
  .then(() => console.log('promise 2'));
process.nextTick((a, b, c) => {
  console.log('tick', a, b, c);
  process.nextTick(() => console.log('tick in tick'));
  Promise.resolve().then(() => console.log('promise in tick'));
}, 1, 2, 3);
queueMicrotask(() => console.log('microtask'));
process.nextTick(console.log, 'two', 'arguments');
console.log('sync');
