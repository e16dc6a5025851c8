'use strict';
// The module punycode, which is deprecated, tells a program so.
// Backends: one
// Stderr: \[DEP0040\] DeprecationWarning: The `punycode` module is deprecated
const assert = require('assert');
const punycode = require('punycode');

assert.strictEqual(punycode.toASCII('ma\xf1ana.com'), 'xn--maana-pta.com');
assert.strictEqual(punycode.toUnicode('xn--maana-pta.com'), 'ma\xf1ana.com');
assert.strictEqual(punycode.encode('\u2603-\u2318'), '--dqo34k');
assert.strictEqual(punycode.decode('--dqo34k'), '\u2603-\u2318');
assert.deepStrictEqual(punycode.ucs2.decode('\ud834\udf06a'), [0x1d306, 0x61]);
assert.strictEqual(punycode.ucs2.encode([0x1d306]), '\ud834\udf06');
console.log('done');
