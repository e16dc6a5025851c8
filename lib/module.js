'use strict';

/** node:module */

const { Module, createRequire } = require('internal/modules/cjs');
const { isBuiltin, listBuiltins } = require('internal/modules/builtins');
const { addAbsent } = require('internal/util/absent');
const { packageScope } = require('internal/modules/package_json');
const path = require('path');
const { validateBoolean, validateObject } = require('internal/util/validators');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_MISSING_ARGS,
  },
} = require('internal/errors/errors');

Module.Module = Module;
Module.runMain = function runMain(main = process.argv[1]) {
  Module._load(main, null, true);
};
Module.createRequire = createRequire;
Module.isBuiltin = isBuiltin;
Module.builtinModules = Object.freeze(listBuiltins());
Module.constants = Object.freeze({
  __proto__: null,
  compileCacheStatus: Object.freeze({
    __proto__: null, FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3,
  }),
});

/** There are no ECMAScript modules whose view of built-ins could be stale. */
Module.syncBuiltinESMExports = function syncBuiltinESMExports() {};

/** Code is not cached on disk. */
Module.enableCompileCache = function enableCompileCache() {
  return {
    __proto__: null,
    status: Module.constants.compileCacheStatus.DISABLED,
  };
};
Module.getCompileCacheDir = function getCompileCacheDir() {};
Module.flushCompileCache = function flushCompileCache() {};

/** Path of the package.json that governs a file, or undefined. */
Module.findPackageJSON = function findPackageJSON(specifier, base) {
  if (specifier === undefined) throw new ERR_MISSING_ARGS('specifier');
  let start = specifier?.href ?? specifier;
  if (typeof start !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('specifier', ['string', 'URL'], specifier);
  }
  const { fileURLToPath } = require('url');
  if (start.startsWith('file:')) start = fileURLToPath(start);
  if (/^\.\.?(?:\/|$)/.test(start)) {
    const from = `${base?.href ?? base}`;
    start = path.resolve(
      path.dirname(from.startsWith('file:') ? fileURLToPath(from) : from),
      start);
  } else if (!path.isAbsolute(start)) {
    return packageScope(createRequire(base).resolve(start))?.path;
  }
  return packageScope(start)?.path;
};

/** Stacks are not mapped to sources. */
Module.getSourceMapsSupport = function getSourceMapsSupport() {
  return Object.freeze({
    __proto__: null, enabled: false, nodeModules: false, generatedCode: false,
  });
};
Module.setSourceMapsSupport =
  function setSourceMapsSupport(enabled, options = {}) {
    validateBoolean(enabled, 'enabled');
    validateObject(options, 'options');
    const { nodeModules = false, generatedCode = false } = options;
    validateBoolean(nodeModules, 'options.nodeModules');
    validateBoolean(generatedCode, 'options.generatedCode');
    if (enabled) {
      throw new ERR_METHOD_NOT_IMPLEMENTED('module.setSourceMapsSupport(true)');
    }
  };

module.exports = addAbsent('module', {
  functions: 'findSourceMap/1 register/1 registerHooks/1 stripTypeScriptTypes/1',
  classes: {
    SourceMap: {
      length: 1, methods: 'findEntry findOrigin', accessors: 'lineLengths payload',
    },
  },
}, Module);
