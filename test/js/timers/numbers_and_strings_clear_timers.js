// Backends: one
'use strict';
const timer = setTimeout(() => console.log('never'), 1);
const id = +timer;
console.log(typeof id);
clearTimeout(String(id));
clearTimeout(12345);
clearTimeout(null);
clearTimeout({});
clearImmediate('x');
