'use strict';

/**
 * Fills in what belongs to this run, after the snapshot was loaded and before
 * any code of the program's.
 */

const { prepare: prepareProcess } = require('internal/process/process');
const { flushBeforeAtomicsWait } = require('internal/process/atomics_wait');

/** How console.log would show an uncaught error; native prints it. */
function formatError(error) {
  const { inspect } = require('internal/util/inspect');
  return inspect(error);
}

binding('task').setErrorFormatter(formatError);

function prepare() {
  prepareProcess();
  flushBeforeAtomicsWait();
}

exports.prepare = prepare;
