// Backends: one
'use strict';
const assert = require('assert');
const { test } = require('../common/test');
const boom = () => { throw Object.assign(new TypeError('boom'), { code: 'E' }); };
assert.throws(boom);
assert.throws(boom, TypeError);
assert.throws(boom, /^TypeError: boom$/);
assert.throws(boom, { name: 'TypeError', code: 'E', message: /oo/ });
assert.throws(boom, (error) => error.code === 'E');
assert.throws(() => assert.throws(boom, RangeError),
              { code: 'ERR_ASSERTION', operator: 'throws' });
assert.throws(() => assert.throws(boom, 'boom'),
              { code: 'ERR_AMBIGUOUS_ARGUMENT' });
assert.throws(() => assert.doesNotThrow(boom), { message: /Got unwanted/ });
test(async () => {
  await assert.rejects(async () => boom(), TypeError);
  await assert.rejects(assert.rejects(Promise.resolve()),
                       { message: 'Missing expected rejection.' });
  await assert.doesNotReject(async () => {});
});
