// Backends: one
'use strict';
process.on('warning', (warning) => console.log(warning.code, warning.name));
console.log(Buffer('ab').toString(), new Buffer(2).length);
