// Backends: one
'use strict';
const { Transform } = require('stream');
const lines = new Transform({
  readableObjectMode: true,
  transform(chunk, encoding, callback) {
    this.rest = (this.rest ?? '') + chunk;
    const parts = this.rest.split('\n');
    this.rest = parts.pop();
    for (const part of parts) this.push(part);
    callback();
  },
  flush(callback) {
    callback(null, this.rest);
  },
});
lines.on('data', (line) => console.log(line));
lines.on('end', () => console.log('end'));
lines.on('finish', () => console.log('finish'));
lines.write('one\ntw');
lines.write('o\nthree\n');
lines.end('four');
