// Backends: one
'use strict';
// Every element of a list of defaults is checked, and named by its place.
const assert = require('assert');
const { parseArgs } = require('util');

const parse = (type, values) => parseArgs({
  args: [], options: { o: { type, multiple: true, default: values } },
}).values.o;

assert.deepStrictEqual(parse('string', ['a', 'b']), ['a', 'b']);
assert.deepStrictEqual(parse('boolean', [true, false]), [true, false]);
// eslint-disable-next-line no-sparse-arrays
for (const values of [['a', 1], ['a', undefined], ['a', , 'b']]) {
  assert.throws(() => parse('string', values), {
    code: 'ERR_INVALID_ARG_TYPE', message: /options\.o\.default\[1\]/,
  });
}
assert.throws(() => parse('boolean', [true, 'true']), {
  code: 'ERR_INVALID_ARG_TYPE', message: /options\.o\.default\[1\]/,
});
