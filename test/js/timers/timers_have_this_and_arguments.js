// Backends: one
'use strict';
setTimeout(function(a, b, c, d) {
  console.log(this === timer, a, b, c, d);
}, 1, 1, 2, 3, 4);
const timer = setTimeout(function() {
  console.log(this === timer, arguments.length);
}, 2);
setTimeout(() => setImmediate(function(...args) {
  console.log(this.constructor.name, args);
}, 'x', 'y'), 20);
