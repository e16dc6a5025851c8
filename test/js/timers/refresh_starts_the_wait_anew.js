// Backends: one
'use strict';
const start = performance.now();
const timer = setTimeout(() => {
  console.log('late enough', performance.now() - start >= 59);
}, 40);
setTimeout(() => timer.refresh(), 20);
