// Backends: one
'use strict';
const { Duplex } = require('stream');
const stream = new Duplex({
  construct(callback) {
    console.log('construct');
    setImmediate(() => {
      console.log('constructed');
      callback();
    });
  },
  read() {
    console.log('read');
    this.push(null);
  },
  write(chunk, encoding, callback) {
    console.log('write', String(chunk));
    callback();
  },
});
stream.resume();
stream.end('a');
stream.on('close', () => console.log('close'));

const broken = new Duplex({
  construct(callback) { callback(new Error('no')); },
});
broken.on('error', (error) => console.log('error', error.message));
