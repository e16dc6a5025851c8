'use strict';

/**
 * Loads the program: a file, -e, -p or standard input.
 */

const path = require('path');
const { kExecutionId, kMainId, state } = require('internal/async/ids');
const { getOptionValue } = require('internal/process/options');
const { listBuiltins } = require('internal/modules/builtins');
const { makeRequire, workingDirectory } = require('internal/modules/cjs');
// With all its statics: a program has them by module.constructor, too.
const Module = require('module');

const native = binding('loader');

/** Runs text as a script that sees module, require and the rest as globals. */
function evalScript(name, text, print) {
  const cwd = workingDirectory();
  const module = new Module(name);
  module.filename = path.join(cwd, name);
  module.paths = Module._nodeModulePaths(cwd);
  const globals = {
    module,
    exports: module.exports,
    require: makeRequire(module),
    __filename: name,
    __dirname: '.',
  };
  for (const key of Object.keys(globals)) globalThis[key] = globals[key];
  defineBuiltinGlobals(globals.require);
  const result = native.runScript(text, name);
  module.loaded = true;
  if (print) console.log(result);
}

/** In -e and -p, built-in modules are there under their names. */
function defineBuiltinGlobals(require) {
  for (const name of listBuiltins()) {
    if (name.includes('/') || name.includes(':') || name in globalThis) {
      continue;
    }
    Object.defineProperty(globalThis, name, {
      __proto__: null,
      configurable: true,
      enumerable: false,
      get() {
        const value = require(name);
        Object.defineProperty(globalThis, name, {
          __proto__: null, value, writable: true, configurable: true,
          enumerable: false,
        });
        return value;
      },
      set(value) {
        Object.defineProperty(globalThis, name, {
          __proto__: null, value, writable: true, configurable: true,
          enumerable: true,
        });
      },
    });
  }
}

/** Compiles the program without running it (--check). */
function checkSyntax(file) {
  const text = native.readText(file);
  if (typeof text !== 'string') {
    const { uvException } = require('internal/errors/errors');
    throw uvException({ errno: text, syscall: 'open', path: file });
  }
  native.compileModule(text.startsWith('#!') ? `//${text}` : text, file);
}

function runMain() {
  state[kExecutionId] = kMainId;
  loadProgram();
  state[kExecutionId] = 0;
}

function loadProgram() {
  Module._initPaths();
  Module._preloadModules(getOptionValue('--require'));
  const print = getOptionValue('--print');
  const text = getOptionValue('--eval');
  if (text !== undefined) {
    evalScript('[eval]', text, print);
    return;
  }
  const script = process.argv[1];
  if (script === undefined || script === '-') {
    const input = native.readStdin();
    evalScript('[stdin]', typeof input === 'string' ? input : '', print);
    return;
  }
  const file = path.resolve(script);
  process.argv[1] = file;
  if (getOptionValue('--check')) {
    checkSyntax(Module._resolveFilename(file, null, true));
    return;
  }
  Module.runMain(file);
}

exports.runMain = runMain;
