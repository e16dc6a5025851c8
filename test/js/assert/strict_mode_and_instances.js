// Backends: one
'use strict';
const assert = require('assert');
const strict = require('assert/strict');
assert.equal(1, '1');
assert.throws(() => strict.equal(1, '1'));
assert.strictEqual(strict.strict, strict);
const { Assert } = assert;
const own = new Assert({ strict: false, diff: 'full' });
own.equal(1, '1');
assert.throws(() => own.strictEqual(1, 2), own.AssertionError);
assert.partialDeepStrictEqual({ a: 1, b: { c: [1, 2, 3] } }, { b: { c: [1, 3] } });
assert.throws(() => assert.partialDeepStrictEqual({ a: 1 }, { b: 1 }));
