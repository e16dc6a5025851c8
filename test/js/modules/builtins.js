'use strict';
// Built-in modules: their names, the scheme, and those that are missing.

const assert = require('assert');
const Module = require('module');

assert.strictEqual(require('fs'), require('node:fs'));
assert.strictEqual(require('path/posix'), require('path').posix);
assert.strictEqual(require('process'), process);
assert.strictEqual(Module.Module, Module);
assert.ok(Module.builtinModules.includes('fs'));
assert.ok(!Module.builtinModules.some((id) => /^(internal|bootstrap)/.test(id)));
for (const name of Module.builtinModules) {
  assert.ok(Module.isBuiltin(name), name);
  assert.ok(require(name) !== undefined, name);
}
assert.ok(Module.isBuiltin('node:fs'));
assert.ok(!Module.isBuiltin('internal/errors/errors'));
assert.ok(!Module.isBuiltin('./fs'));
assert.ok(!Module.isBuiltin(1));

assert.throws(() => require('node:nothing'), {
  name: 'Error',
  code: 'ERR_UNKNOWN_BUILTIN_MODULE',
  message: 'No such built-in module: node:nothing',
});
assert.throws(() => require.resolve('node:nothing'),
              { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });
assert.throws(() => require('internal/errors/errors'), { code: 'MODULE_NOT_FOUND' });
assert.throws(() => require('bootstrap/loader'), { code: 'MODULE_NOT_FOUND' });

// Of Node.js, but not of Rondo: the error says so.
if (!Module.isBuiltin('trace_events')) {
  assert.throws(() => require('node:trace_events'), {
    code: 'ERR_UNKNOWN_BUILTIN_MODULE',
    message: /'trace_events' of Node\.js is not in Rondo yet/,
  });
  assert.throws(() => require('trace_events'), {
    code: 'MODULE_NOT_FOUND',
    message: /'trace_events' of Node\.js is not in Rondo yet/,
  });
}
