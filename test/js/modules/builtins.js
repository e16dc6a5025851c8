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

// Some exist with the scheme only; a package may have their names.
for (const name of ['sea', 'sqlite', 'test', 'test/reporters']) {
  assert.ok(Module.isBuiltin(`node:${name}`), name);
  assert.ok(!Module.isBuiltin(name), name);
  assert.strictEqual(process.getBuiltinModule(name), undefined);
  assert.strictEqual(process.getBuiltinModule(`node:${name}`),
                     require(`node:${name}`));
  assert.throws(() => require(name), { code: 'MODULE_NOT_FOUND' });
  assert.strictEqual(require.resolve(`node:${name}`), `node:${name}`);
}
assert.strictEqual(require.resolve('tls'), 'tls');
assert.strictEqual(require.resolve('_http_common'), '_http_common');
assert.throws(() => require('internal/absent/tls'), { code: 'MODULE_NOT_FOUND' });
assert.throws(() => require('absent/tls'), { code: 'MODULE_NOT_FOUND' });
