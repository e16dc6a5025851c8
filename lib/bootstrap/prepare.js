'use strict';

/**
 * Fills in what belongs to this run, after the snapshot was loaded and before
 * any code of the program's.
 */

const { prepare: prepareProcess } = require('internal/process/process');
const { flushBeforeAtomicsWait } = require('internal/process/atomics_wait');

const kStderr = 2;
/** The least depth to which what was thrown is shown. */
const kThrownDepth = 5;

/**
 * How an uncaught error, or whatever was thrown, is shown; native prints it. No
 * code of the program's takes part: it may be what has failed.
 */
function formatError(error) {
  const { inspect } = require('internal/util/inspect');
  const { isColored } = require('internal/tty/colors');
  return inspect(error, {
    colors: isColored({ isTTY: binding('tty').isatty(kStderr) }),
    customInspect: false,
    depth: Math.max(inspect.defaultOptions.depth, kThrownDepth),
  });
}

binding('task').setErrorFormatter(formatError);

function prepare() {
  prepareProcess();
  flushBeforeAtomicsWait();
}

exports.prepare = prepare;
