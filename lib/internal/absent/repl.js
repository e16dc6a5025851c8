'use strict';

/** node:repl is not there yet. */

const { absent } = require('internal/util/absent');
const { listBuiltins } = require('internal/modules/builtins');

/** Those that a line may name without requiring them. */
const names = listBuiltins().filter((name) => !/^(?:_|node:)/.test(name));

module.exports = absent('repl', {
  functions: 'isValidSyntax/1 start/6 writer/1',
  classes: {
    REPLServer: {
      length: 6,
      extends: require('readline').Interface,
      methods: `
        clearBufferedCommand close complete completeOnEditorMode createContext
        defineCommand displayPrompt resetContext setPrompt setupHistory`,
    },
    Recoverable: {
      length: 1,
      extends: SyntaxError,
    },
  },
  values: {
    REPL_MODE_SLOPPY: Symbol('repl-sloppy'),
    REPL_MODE_STRICT: Symbol('repl-strict'),
    _builtinLibs: names,
    builtinModules: names,
  },
});
