// Backends: one
'use strict';
const assert = require('assert');
assert.strictEqual(Buffer.from('00fFxx11', 'hex').length, 2);
assert.strictEqual(Buffer.from('abc', 'hex').length, 1);
assert.strictEqual(Buffer.from('\u0161\u0162', 'hex').length, 0);
