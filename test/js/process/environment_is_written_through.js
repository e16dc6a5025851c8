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

// Values end where the C library's do.
process.env.RONDO_NUL = 'a\0b';
assert.strictEqual(process.env.RONDO_NUL, 'a');
process.env.__proto__ = 'text';
assert.ok(Object.hasOwn(process.env, '__proto__'));
delete process.env.__proto__;
assert.strictEqual(Object.getPrototypeOf(process.env), Object.prototype);
assert.throws(() => { process.env.X = Symbol('x'); }, TypeError);
assert.strictEqual(process.env[Symbol('x')], undefined);
assert.strictEqual(delete process.env[Symbol('x')], true);
assert.throws(() => Object.freeze(process.env), TypeError);
for (const descriptor of [
  { get() {} }, { set() {} }, {}, { value: 'x', writable: true },
  { configurable: true, writable: true, enumerable: true },
]) {
  assert.throws(() => Object.defineProperty(process.env, 'X', descriptor),
                { code: 'ERR_INVALID_OBJECT_DEFINE_PROPERTY' });
}
Object.defineProperty(process.env, 'RONDO_X', {
  value: 5, configurable: true, writable: true, enumerable: true,
});
assert.strictEqual({ ...process.env }.RONDO_X, '5');

// A directory that is gone.
const fs = require('fs');
const gone = fs.mkdtempSync(`${require('os').tmpdir()}/gone-`);
process.chdir(gone);
fs.rmdirSync(gone);
assert.throws(() => process.cwd(), {
  code: 'ENOENT', syscall: 'uv_cwd', message: /current working directory was/,
});
