'use strict';
// Errors without a prototype, and those whose name is no text, are shown.
const assert = require('assert');
const { inspect } = require('util');

function shaped(error, properties = {}) {
  error.stack = `${error.name}: told\n    at place (file:1:2)`;
  Object.setPrototypeOf(error, null);
  return Object.assign(error, properties);
}

assert.strictEqual(inspect(shaped(new Error('told'))),
                   '[Error: null prototype]: told\n    at place (file:1:2)');
assert.strictEqual(
  inspect(shaped(new Error('told'), { code: 1 })),
  '[Error: null prototype]: told\n    at place (file:1:2) {\n  code: 1\n}');
assert.match(inspect(shaped(new (class Own extends TypeError {})('told'))),
             /^\[\w*Error: null prototype\]: told\n {4}at place/);
assert.match(inspect([shaped(new AggregateError([], 'told'))]),
             /\[\w*Error: null prototype\]: told/);

for (const name of [Symbol('s'), {}, { toString() { throw new Error('x'); } },
                    Object.create(null), 5, null, undefined, '']) {
  const error = new Error('told');
  error.name = name;
  assert.match(inspect(error), /^.+\n {4}at .*inspect_errors_of_any_shape/);
}
