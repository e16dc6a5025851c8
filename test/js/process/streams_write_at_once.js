// Backends: one
'use strict';
process.stdout.write('one\n', () => console.log('three'));
console.log('two');
process.on('exit', () => process.stdout.write('four\n'));
console.log(process.stdout.fd, process.stderr.fd, process.stdout._isStdio);
process.stdout.destroy();
