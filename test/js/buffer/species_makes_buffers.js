// Backends: one
'use strict';
const assert = require('assert');
const buffer = Buffer.from([1, 2, 3]);
assert.ok(buffer.map((x) => x * 2) instanceof Buffer);
assert.ok(buffer.filter((x) => x > 1) instanceof Buffer);
assert.deepStrictEqual([...buffer.map((x) => x * 2)], [2, 4, 6]);
class Mine extends Buffer.prototype.constructor {}
assert.ok(Object.create(Mine.prototype) instanceof Buffer);
