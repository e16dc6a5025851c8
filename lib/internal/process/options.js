'use strict';

/**
 * Command-line options as the library asks for them.
 *
 * Native contract, binding 'options':
 *   getOption(name: string): string | boolean | number | string[] | undefined
 *     the value of the option as it is spelt on the command line, with its
 *     dashes and without `no-` ('--warnings' is false after --no-warnings);
 *     undefined where the option was not given and has no default. Options of
 *     NODE_OPTIONS count as given.
 *
 * The answer must not be kept at module top level: that code runs while the
 * snapshot is made.
 */

const native = binding('options');

/** @param {string} name e.g. '--unhandled-rejections' */
function getOptionValue(name) {
  return native.getOption(name);
}

exports.getOptionValue = getOptionValue;
