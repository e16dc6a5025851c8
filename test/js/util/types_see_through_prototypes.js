// Backends: one
'use strict';
const assert = require('assert');
const { types } = require('util');
const map = new Map();
Object.setPrototypeOf(map, null);
assert.strictEqual(types.isMap(map), true);
assert.strictEqual(types.isDate({ __proto__: Date.prototype }), false);
assert.strictEqual(types.isProxy(new Proxy({}, {})), true);
assert.strictEqual(types.isAsyncFunction(async () => {}), true);
assert.strictEqual(types.isGeneratorObject((function* () {})()), true);
assert.strictEqual(types.isArgumentsObject((function() {
  return arguments;
})()), true);
assert.strictEqual(types.isBoxedPrimitive(Object(1n)), true);
assert.strictEqual(types.isUint8Array(Buffer.alloc(1)), true);
assert.strictEqual(types.isTypedArray(new DataView(new ArrayBuffer(1))), false);
assert.strictEqual(types.isNativeError(new TypeError()), true);
