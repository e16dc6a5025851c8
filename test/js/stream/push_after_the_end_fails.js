// Backends: one
'use strict';
const { Readable } = require('stream');
const source = new Readable({ read() {} });
source.on('error', (error) => console.log(error.code));
source.push(null);
console.log(source.push('late'));
const other = new Readable({ read() {} });
other.on('error', (error) => console.log(error.code));
console.log(other.push(5));
const empty = new Readable();
empty.on('error', (error) => console.log(error.code, error.message));
empty.read();
