'use strict';

/**
 * Fills in what belongs to this run, after the snapshot was loaded and before
 * any code of the program's.
 */

const { prepare: prepareProcess } = require('internal/process/process');
const { flushBeforeAtomicsWait } = require('internal/process/atomics_wait');

/** How deep a value that was thrown and is no error is shown. */
const kThrownDepth = 5;

/** How an uncaught error is shown; native prints it. */
function formatError(error) {
  const { inspect } = require('internal/util/inspect');
  const { isError } = require('internal/util/util');
  return isError(error) ? inspect(error) :
    inspect(error, { depth: kThrownDepth });
}

binding('task').setErrorFormatter(formatError);

function prepare() {
  prepareProcess();
  flushBeforeAtomicsWait();
}

exports.prepare = prepare;
