// Backends: one
'use strict';
const assert = require('assert');
const util = require('util');
const error = new DOMException('gone', { name: 'NotFoundError', cause: 7 });
assert.ok(error instanceof Error);
assert.ok(util.types.isNativeError(error));
assert.strictEqual(error.name, 'NotFoundError');
assert.strictEqual(error.message, 'gone');
assert.strictEqual(error.code, 8);
assert.strictEqual(error.cause, 7);
assert.match(error.stack, /^NotFoundError: gone\n    at /);
assert.strictEqual(DOMException.DATA_CLONE_ERR, 25);
assert.strictEqual(new DOMException().name, 'Error');
assert.strictEqual(new DOMException('m', 'Mine').code, 0);
assert.throws(() => DOMException.prototype.name, { code: 'ERR_INVALID_THIS' });
