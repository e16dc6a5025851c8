'use strict';
// A package that uses the module punycode is not the user's to change: nothing is
// said, not to a program that loads it later either.
// Backends: one
const assert = require('assert');

const warnings = [];
process.on('warning', (warning) => warnings.push(warning.code));
const theirs = require('./fixtures/node_modules/loads_punycode');
assert.strictEqual(require('punycode'), theirs);
require('buffer').SlowBuffer(1);
setImmediate(() => {
  assert.deepStrictEqual(warnings, ['DEP0030']);
  console.log('done');
});
