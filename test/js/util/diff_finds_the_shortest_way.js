// Backends: one
'use strict';
const assert = require('assert');
const { diff } = require('util');

const spelt = (...args) => diff(...args)
  .map(([kind, value]) => `${{ 0: ' ', 1: '+', '-1': '-' }[kind]}${value}`).join('');

assert.deepStrictEqual(diff(['1', '2', '3'], ['1', '3', '4']),
                       [[0, '1'], [1, '2'], [0, '3'], [-1, '4']]);
assert.strictEqual(spelt('12345678', '12!!5!7!'), ' 1 2+3+4-!-! 5+6-! 7+8-!');
assert.strictEqual(spelt('kitten', 'sitting'), '+k-s i t t+e-i n-g');
assert.strictEqual(spelt('a,', 'a'), ' a+,');
assert.strictEqual(spelt('', 'ab'), '-a-b');
assert.deepStrictEqual(diff('same', 'same'), []);
assert.deepStrictEqual(diff(['same'], ['same']), [[0, 'same']]);
assert.throws(() => diff({}, ''), {
  code: 'ERR_INVALID_ARG_TYPE', message: /^The "actual" argument must be of type/,
});
assert.throws(() => diff('', 5), { message: /^The "expected" argument/ });
assert.throws(() => diff(['a', 5], []), { message: /^The "actual\[1\]" argument/ });
