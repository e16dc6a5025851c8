// Backends: one
'use strict';
const count = 100_000;
let next = 0;
for (let i = 0; i < count; i++) {
  process.nextTick((n) => {
    if (n !== next++) throw new Error('out of order');
    if (n % 1000 === 0) process.nextTick(() => next, n);
  }, i);
}
process.on('exit', () => console.log(next));
