// Backends: one
'use strict';
const assert = require('assert');
for (const text of ['aGVsbG8=', 'aGVsbG8', 'aGVs bG8=', 'aGVs\r\nbG8=',
                    'aGVsbG8=aGVsbG8=', 'aGVs*bG8']) {
  assert.strictEqual(Buffer.from(text, 'base64').toString(), 'hello', text);
}
assert.deepStrictEqual(Buffer.from('-_-_', 'base64'),
                       Buffer.from('+/+/', 'base64url'));
assert.strictEqual(Buffer.from([0xfb, 0xff]).toString('base64url'), '-_8');
