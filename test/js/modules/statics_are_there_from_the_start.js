// Backends: one
'use strict';
// module.constructor is what require('module') gives, before anybody has asked
// for it.
const { constructor: Module } = module;
const own = Reflect.ownKeys(Module);
const { createRequire, isBuiltin } = Module;

const assert = require('assert');
const required = require('module');
assert.strictEqual(required, Module);
assert.deepStrictEqual(Reflect.ownKeys(required), own);
assert.strictEqual(Module.Module, Module);
assert.strictEqual(isBuiltin('fs'), true);
assert.strictEqual(createRequire(__filename)('./fixtures/counted').n, 1);
assert.ok(Module.builtinModules.includes('http'));
