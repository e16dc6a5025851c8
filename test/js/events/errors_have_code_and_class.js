// Backends: one
'use strict';
const assert = require('assert');
const EventEmitter = require('events');
let error;
try {
  new EventEmitter().on('x', 5);
} catch (e) {
  error = e;
}
assert.strictEqual(error.constructor, TypeError);
assert.strictEqual(error.name, 'TypeError');
assert.strictEqual(error.message,
                   'The "listener" argument must be of type function. ' +
                   'Received type number (5)');
assert.deepStrictEqual(Object.keys(error), ['code']);
assert.match(error.stack, /^TypeError \[ERR_INVALID_ARG_TYPE\]: The "list/);
assert.strictEqual(String(error), error.stack.split('\n')[0]);
