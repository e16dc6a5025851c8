'use strict';

/** util.diff. */

const { diffLines } = require('internal/assert/line_diff');
const { validateString } = require('internal/util/validators');

/** What Node calls the kinds of diffLines: same, in `actual`, in `expected`. */
const kOperations = [0, 1, -1];

function toList(value, name) {
  if (!Array.isArray(value)) {
    validateString(value, name);
    return Array.from({ length: value.length }, (_, i) => value[i]);
  }
  value.forEach((item, i) => validateString(item, `${name}[${i}]`));
  return value;
}

/**
 * The shortest way from one text to another, by UTF-16 code units, or from one
 * list of texts to another.
 * @param {string|string[]} actual
 * @param {string|string[]} expected
 * @returns {[operation: number, value: string][]} 0 for what is in both, 1 for
 *   what only `actual` has, -1 for what only `expected` has; nothing if there is
 *   no difference
 */
function diff(actual, expected) {
  if (actual === expected) return [];
  const steps = diffLines(toList(actual, 'actual'), toList(expected, 'expected'),
                          (a, b) => a === b);
  return steps.map(([kind, value]) => [kOperations[kind], value]);
}

exports.diff = diff;
