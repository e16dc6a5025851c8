'use strict';
// Timers fire by their time, equal ones by their start; an interval goes on
// until it is cleared; unref'd ones do not hold the program.

setTimeout(() => console.log('20'), 20);
setTimeout(() => console.log('1, first'), 1);
setTimeout(() => console.log('1, second'), 1);
setTimeout(() => console.log('0 is 1, third'), 0);
setTimeout(() => console.log('10'), 10);
let count = 0;
const interval = setInterval(() => {
  console.log('interval', ++count);
  if (count === 3) clearInterval(interval);
}, 60);
setTimeout(() => console.log('never'), 100000).unref();
clearTimeout(setTimeout(() => console.log('never'), 1));
const refreshed = setTimeout(() => console.log('refreshed, after 20'), 15);
setTimeout(() => refreshed.refresh(), 8);
