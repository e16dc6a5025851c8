'use strict';
// What a module that cannot be loaded says.

const assert = require('assert');
const path = require('path');
const fixtures = path.join(__dirname, 'fixtures');

assert.throws(() => require('./nope'), {
  name: 'Error',
  code: 'MODULE_NOT_FOUND',
  message: `Cannot find module './nope'\nRequire stack:\n- ${__filename}`,
  requireStack: [__filename],
});
assert.throws(() => require('nope'), {
  code: 'MODULE_NOT_FOUND',
  message: `Cannot find module 'nope'\nRequire stack:\n- ${__filename}`,
});
assert.throws(() => require(''), {
  code: 'ERR_INVALID_ARG_VALUE',
  message: "The argument 'id' must be a non-empty string. Received ''",
});
assert.throws(() => require(5), {
  code: 'ERR_INVALID_ARG_TYPE',
  message: 'The "id" argument must be of type string. Received type number (5)',
});
assert.throws(() => require('./fixtures/broken.json'), (error) => {
  assert.strictEqual(error.name, 'SyntaxError');
  assert.ok(error.message.startsWith(`${fixtures}/broken.json: `));
  return true;
});
assert.throws(() => require('./fixtures/syntax_error'), SyntaxError);

// What is not there yet is named.
assert.throws(() => require('./fixtures/module.mjs'), {
  code: 'ERR_REQUIRE_ESM',
  message: /module\.mjs is an ECMAScript module, and these are not in Rondo yet/,
});
assert.throws(
  () => require('module').createRequire(`${fixtures}/x.js`)('esm'), {
    code: 'ERR_REQUIRE_ESM',
    message: /contains "type": "module", and these are not in Rondo yet/,
  });
assert.throws(() => require('./fixtures/addon.node'), {
  code: 'ERR_DLOPEN_FAILED',
  message: /native addons \(Node-API\) are not in Rondo yet/,
});
assert.rejects(import('./fixtures/module.mjs'), {
  message: /ECMAScript modules are not in Rondo yet/,
});
