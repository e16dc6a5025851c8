// Backends: one
'use strict';
const { Readable } = require('stream');
let n = 0;
const source = new Readable({
  highWaterMark: 4,
  read(size) {
    console.log('read', size);
    setImmediate(() => this.push(n < 3 ? `chunk${n++}` : null));
  },
});
source.on('readable', () => {
  console.log('readable', source.readableLength);
  for (let part; (part = source.read(3)) !== null;) {
    console.log('got', String(part));
  }
});
source.on('end', () => console.log('end', source.readableEnded));
