// Backends: one
'use strict';
const assert = require('assert');
const buffer = Buffer.alloc(5);
assert.strictEqual(buffer.write('aé€', 0), 3);
assert.deepStrictEqual(buffer, Buffer.from([0x61, 0xc3, 0xa9, 0, 0]));
assert.strictEqual(buffer.write('xyz', 4), 1);
assert.strictEqual(buffer.write('abc', 1, 2, 'utf16le'), 2);
assert.throws(() => buffer.write('a', 6), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => buffer.write('a', 0, 1, 'no'),
              { code: 'ERR_UNKNOWN_ENCODING' });
