// Backends: one
'use strict';
const { Duplex } = require('stream');
const stream = new Duplex({
  read() {
    this.push('data');
    this.push(null);
  },
  write(chunk, encoding, callback) {
    console.log('write', String(chunk));
    callback();
  },
  final(callback) {
    console.log('final');
    callback();
  },
  destroy(error, callback) {
    console.log('destroy', error);
    callback(error);
  },
});
for (const name of ['prefinish', 'finish', 'end', 'close']) {
  stream.on(name, () => console.log(name));
}
stream.on('data', (chunk) => console.log('data', String(chunk)));
stream.write('a', () => console.log('a was written'));
stream.end('b', () => console.log('ended'));
console.log('synchronous code is over');
