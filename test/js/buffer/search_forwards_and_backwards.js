// Backends: one
'use strict';
const assert = require('assert');
const buffer = Buffer.from('abcabcab');
assert.strictEqual(buffer.indexOf('ca'), 2);
assert.strictEqual(buffer.indexOf('ca', 3), 5);
assert.strictEqual(buffer.indexOf('ca', -4), 5);
assert.strictEqual(buffer.lastIndexOf('ab'), 6);
assert.strictEqual(buffer.lastIndexOf('ab', 5), 3);
assert.strictEqual(buffer.indexOf(''), 0);
assert.strictEqual(buffer.lastIndexOf(''), 8);
assert.strictEqual(buffer.indexOf(99), 2);
assert.strictEqual(buffer.includes(Buffer.from('bca')), true);
assert.strictEqual(buffer.includes('x'), false);
// In UTF-16 only whole units are found.
const wide = Buffer.from('\u0161\u6161', 'utf16le');
assert.strictEqual(wide.indexOf('\u6101', 0, 'utf16le'), -1);
assert.strictEqual(wide.indexOf('\u6161', 0, 'utf16le'), 2);
