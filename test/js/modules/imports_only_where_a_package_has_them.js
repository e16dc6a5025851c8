// Backends: one
'use strict';
// '#name' is a name as any other in a package without "imports".
const assert = require('assert');
const ask = require('./fixtures/without_imports/ask');

for (const name of ['#name', '#', '#/name', '#name/']) {
  assert.throws(() => ask(name), {
    code: 'MODULE_NOT_FOUND', message: new RegExp(`^Cannot find module '${name}'`),
  });
}
