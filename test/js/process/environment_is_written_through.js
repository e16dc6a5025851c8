// Backends: one
'use strict';
const assert = require('assert');
process.env.RONDO_TEST = 5;
assert.strictEqual(process.env.RONDO_TEST, '5');
process.env.RONDO_NONE = undefined;
assert.strictEqual(process.env.RONDO_NONE, 'undefined');
assert.ok('RONDO_TEST' in process.env);
assert.ok(Object.keys(process.env).includes('RONDO_TEST'));
assert.strictEqual(delete process.env.RONDO_TEST, true);
assert.strictEqual(process.env.RONDO_TEST, undefined);
assert.strictEqual('RONDO_TEST' in process.env, false);
assert.throws(() => { process.env[Symbol()] = 1; }, TypeError);
assert.throws(() => Object.defineProperty(process.env, 'X', { value: 1 }),
              { code: 'ERR_INVALID_OBJECT_DEFINE_PROPERTY' });
process.env.TZ = 'Asia/Tokyo';
assert.strictEqual(new Date(0).getHours(), 9);
process.env.TZ = 'UTC';
assert.strictEqual(new Date(0).getHours(), 0);
