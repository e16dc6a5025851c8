// Backends: one
'use strict';
console.table([{ a: 1, b: 'x' }, { a: 2, c: true }]);
console.table([[1, 2], [3, 4]], ['1']);
console.table(new Map([['k', 1]]));
console.table(new Set(['s']));
console.table('no table');
