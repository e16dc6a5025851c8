// Backends: one
'use strict';
console.log('zero');
console.group('one');
console.info('two\nlines');
console.group();
console.dir({ a: 1 });
console.groupEnd();
console.groupEnd();
console.groupEnd();
console.log('out');
