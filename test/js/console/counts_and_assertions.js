// Backends: one
'use strict';
console.count();
console.count('x');
console.count();
console.countReset();
console.count();
console.assert(true, 'never');
