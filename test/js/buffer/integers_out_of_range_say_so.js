// Backends: one
'use strict';
const assert = require('assert');
const buffer = Buffer.alloc(4);
assert.throws(() => buffer.readUInt32LE(1), {
  code: 'ERR_OUT_OF_RANGE', name: 'RangeError',
  message: 'The value of "offset" is out of range. It must be >= 0 and <= 0. ' +
    'Received 1',
});
assert.throws(() => buffer.readDoubleLE(0), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' });
assert.throws(() => buffer.readInt8(0.5), {
  message: 'The value of "offset" is out of range. It must be an integer. ' +
    'Received 0.5',
});
assert.throws(() => buffer.writeInt16BE(40000), {
  message: 'The value of "value" is out of range. It must be >= -32768 and ' +
    '<= 32767. Received 40000',
});
assert.throws(() => buffer.readInt8('1'), { code: 'ERR_INVALID_ARG_TYPE' });
