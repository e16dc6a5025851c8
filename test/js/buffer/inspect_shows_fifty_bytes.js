// Backends: one
'use strict';
console.log(Buffer.from('abc'));
console.log(Buffer.alloc(60, 1));
const named = Buffer.from('a');
named.label = 'x';
console.log(named);
console.log(JSON.stringify(Buffer.from('hi')));
require('buffer').INSPECT_MAX_BYTES = 2;
console.log(Buffer.from('abc'));
