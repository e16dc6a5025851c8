'use strict';

/** node:vm is not there yet. */

const { absent } = require('internal/util/absent');
const { validateObject, kValidateObjectAllowArray } =
  require('internal/util/validators');

module.exports = absent('vm', {
  functions: `
    compileFunction/2 createContext/0 createScript/2 measureMemory/0
    runInContext/3 runInNewContext/3 runInThisContext/2`,
  classes: {
    Script: {
      length: 1,
      methods: 'runInContext runInNewContext runInThisContext',
    },
  },
  objects: {
    constants: {
      values: {
        DONT_CONTEXTIFY: Symbol('vm_context_no_contextify'),
        USE_MAIN_CONTEXT_DEFAULT_LOADER:
          Symbol('vm_dynamic_import_main_context_default'),
      },
    },
  },
  values: {
    /** There is no context but that of the program. */
    isContext(object) {
      validateObject(object, 'object', kValidateObjectAllowArray);
      return false;
    },
  },
});
