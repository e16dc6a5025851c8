'use strict';

/** node:assert. */

const { AssertionError } = require('internal/assert/assertion_error');
const {
  Assert,
  checkOk,
  kStrictNames,
  methods,
} = require('internal/assert/assert');

const { absentClass } = require('internal/util/absent');

function assert(...args) {
  checkOk(undefined, assert, args.length, args[0], args.slice(1));
}

function strict(...args) {
  checkOk(undefined, strict, args.length, args[0], args.slice(1));
}

assert.CallTracker = absentClass('assert.CallTracker', {
  methods: 'calls getCalls report reset verify',
});
assert.AssertionError = AssertionError;
Object.assign(assert, methods);
assert.Assert = Assert;

Object.assign(strict, assert);
for (const name of Object.keys(kStrictNames)) {
  strict[name] = assert[kStrictNames[name]];
}
assert.strict = strict;
strict.strict = strict;

module.exports = assert;
