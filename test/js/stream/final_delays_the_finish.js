// Backends: one
'use strict';
const assert = require('assert');
const { Writable } = require('stream');
const { mustCall } = require('../common/test');

const order = [];
const stream = new Writable({
  write(chunk, encoding, callback) {
    order.push('write');
    callback();
  },
  final(callback) {
    order.push('final');
    setImmediate(() => {
      order.push('final done');
      callback();
    });
  },
});
for (const name of ['prefinish', 'finish', 'close']) {
  stream.on(name, () => order.push(name));
}
stream.end('x', () => order.push('end called back'));
stream.on('close', mustCall(() => assert.deepStrictEqual(order, [
  'write', 'final', 'final done', 'prefinish', 'end called back', 'finish',
  'close',
])));
