'use strict';
// A timer that a timer starts does not run in the same turn, even when it is due
// already: immediates and I/O get their turn between the two.

const wait = (ms) => { const end = Date.now() + ms; while (Date.now() < end); };
setTimeout(() => {
  console.log('first');
  setTimeout(() => console.log('started by first'), 1);
  setImmediate(() => console.log('immediate'));
  wait(5);
}, 1);
setTimeout(() => console.log('second'), 2);
wait(5);
