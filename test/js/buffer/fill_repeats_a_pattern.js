// Backends: one
'use strict';
const assert = require('assert');
assert.strictEqual(Buffer.alloc(7, 'abc').toString(), 'abcabca');
assert.strictEqual(Buffer.alloc(5, 'aé').toString('hex'), '61c3a961c3');
assert.strictEqual(Buffer.alloc(4, '0102', 'hex').toString('hex'), '01020102');
assert.strictEqual(Buffer.alloc(3).fill(257).toString('hex'), '010101');
assert.strictEqual(Buffer.alloc(6).fill('xy', 1, 4).toString('hex'),
                   '007879780000');
assert.throws(() => Buffer.alloc(3).fill('zz', 'hex'),
              { code: 'ERR_INVALID_ARG_VALUE' });
