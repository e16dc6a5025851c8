// Backends: one
'use strict';
let count = 0;
const interval = setInterval((...args) => {
  console.log(...args, ++count);
  if (count === 3) clearInterval(interval);
}, 1, 'round');
