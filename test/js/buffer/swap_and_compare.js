// Backends: one
'use strict';
const assert = require('assert');
const buffer = Buffer.from('0102030405060708', 'hex');
assert.strictEqual(Buffer.from(buffer).swap16().toString('hex'),
                   '0201040306050807');
assert.strictEqual(Buffer.from(buffer).swap32().toString('hex'),
                   '0403020108070605');
assert.strictEqual(Buffer.from(buffer).swap64().toString('hex'),
                   '0807060504030201');
assert.throws(() => buffer.subarray(1).swap16(),
              { code: 'ERR_INVALID_BUFFER_SIZE' });
assert.strictEqual(Buffer.compare(Buffer.from('a'), Buffer.from('b')), -1);
assert.strictEqual(Buffer.from('abc').compare(Buffer.from('xbc'), 1, 3, 1), 0);
assert.strictEqual(Buffer.from('ab').equals(new Uint8Array([97, 98])), true);
assert.strictEqual(Buffer.from('ab').equals(Buffer.from('abc')), false);

// A length that no buffer can have.
assert.throws(() => Buffer.concat([Buffer.from('a')], -2), {
  code: 'ERR_OUT_OF_RANGE',
  message: 'The value of "length" is out of range. It must be >= 0 && <= ' +
    `${require('buffer').kMaxLength}. Received -2`,
});

// Nor a part that pretends to be longer: what would be there is not its own.
const liar = Uint8Array.of(1, 2);
Object.defineProperty(liar, 'length', { value: 100 });
assert.deepStrictEqual(Buffer.concat([liar, Uint8Array.of(3)]),
                       Buffer.of(1, 2, 3));
assert.deepStrictEqual(Buffer.concat([liar], 3), Buffer.of(1, 2, 0));
assert.throws(() => Buffer.concat([liar, { length: 1 }]),
              { code: 'ERR_INVALID_ARG_TYPE', message: /"list\[1\]"/ });
