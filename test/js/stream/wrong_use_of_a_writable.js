// Backends: one
'use strict';
const assert = require('assert');
const { Writable } = require('stream');
const open = () => new Writable({
  write(chunk, encoding, callback) { callback(); },
});
assert.throws(() => open().write(null), { code: 'ERR_STREAM_NULL_VALUES' });
assert.throws(() => open().write(5), {
  code: 'ERR_INVALID_ARG_TYPE',
  message: 'The "chunk" argument must be of type string or an instance of ' +
           'Buffer, TypedArray, or DataView. Received type number (5)',
});
assert.throws(() => open().write('a', 'none'), {
  code: 'ERR_UNKNOWN_ENCODING', message: 'Unknown encoding: none',
});
assert.throws(() => new Writable()._write('a'), {
  code: 'ERR_METHOD_NOT_IMPLEMENTED',
});
assert.throws(() => new Writable({ highWaterMark: -1 }), {
  code: 'ERR_INVALID_ARG_VALUE',
});
open().on('error', (error) => console.log(error.code)).pipe();
const ended = open().on('error', (error) => console.log(error.code));
ended.end();
ended.write('late', (error) => console.log('callback', error.code));
const twice = new Writable({
  write(chunk, encoding, callback) {
    callback();
    callback();
  },
}).on('error', (error) => console.log(error.code));
twice.write('a');
