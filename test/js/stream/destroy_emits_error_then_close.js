// Backends: one
'use strict';
const { Writable } = require('stream');
const stream = new Writable({
  write(chunk, encoding, callback) {
    // Never calls back.
  },
});
stream.on('error', (error) => console.log('error', error.message));
stream.on('close', () => console.log('close', stream.closed));
stream.write('a', () => console.log('unreachable'));
stream.write('b', (error) => console.log('b:', error.code));
stream.end((error) => console.log('end:', error.message));
stream.destroy(new Error('enough'));
stream.destroy(new Error('not heard'));
console.log(stream.destroyed, stream.closed, stream.errored.message);
stream.write('c', (error) => console.log('c:', error.code));
