// Backends: one
'use strict';
const { Duplex } = require('stream');
function open(name, allowHalfOpen) {
  const stream = new Duplex({
    allowHalfOpen,
    read() { this.push(null); },
    write(chunk, encoding, callback) { callback(); },
  });
  stream.resume();
  for (const event of ['end', 'finish', 'close']) {
    stream.on(event, () => console.log(name, event));
  }
  return stream;
}
open('closed with the other side', false);
const half = open('half open', true);
half.on('end', () => setImmediate(() => {
  console.log(half.writable, half.destroyed);
  half.end();
}));
