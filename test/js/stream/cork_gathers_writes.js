// Backends: one
'use strict';
const { Writable } = require('stream');
const stream = new Writable({
  writev(chunks, callback) {
    console.log(chunks.map(({ chunk, encoding }) => `${chunk}/${encoding}`),
                chunks.allBuffers);
    callback();
  },
});
stream.cork();
stream.cork();
stream.write('a', () => console.log('a was written'));
stream.write('b', () => console.log('b was written'));
stream.uncork();
console.log('corked', stream.writableCorked, stream.writableLength);
stream.uncork();
stream.write('c');
stream.cork();
stream.write('d');
stream.end('e');
