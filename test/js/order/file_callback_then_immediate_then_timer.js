'use strict';
// As documented: within an I/O cycle the immediate is always first.

const fs = require('fs');

fs.readFile(__filename, () => {
  console.log('file');
  setTimeout(() => console.log('timeout'), 0);
  setImmediate(() => console.log('immediate'));
  process.nextTick(() => console.log('tick'));
  Promise.resolve().then(() => console.log('promise'));
});
console.log('sync');
