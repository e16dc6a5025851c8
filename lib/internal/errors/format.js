'use strict';
/**
 * How values and lists read in error messages.
 *
 * @module internal/errors/format
 */

/** A value as util.inspect shows it, which loads when first needed. */
function formatValue(value, options) {
  return require('internal/util/inspect').inspect(value, options);
}

/**
 * The end of "Received ...": the type, or class, of a value.
 * @param {*} value
 * @returns {string} 'an instance of Foo', 'type number (5)', 'undefined'
 */
function determineSpecificType(value) {
  switch (typeof value) {
    case 'undefined':
      return 'undefined';
    case 'function':
      return `function ${value.name}`;
    case 'object': {
      if (value === null) return 'null';
      const name = value.constructor?.name;
      return name ?
        `an instance of ${name}` : formatValue(value, { depth: -1 });
    }
    case 'number':
      return `type number (${Object.is(value, -0) ? '-0' : value})`;
    case 'bigint':
      return `type bigint (${value}n)`;
    case 'string': {
      const shown = value.length > 28 ? `${value.slice(0, 25)}...` : value;
      return shown.includes("'") ?
        `type string (${JSON.stringify(shown)})` : `type string ('${shown}')`;
    }
    default:
      return `type ${typeof value} (${String(value)})`;
  }
}

/**
 * Joins a list as English does.
 * @param {string[]} items
 * @param {string} conjunction 'or', 'and'
 * @returns {string} 'a', 'a or b', 'a, b, or c'
 */
function formatList(items, conjunction) {
  const last = items.length - 1;
  if (last < 2) return items.join(` ${conjunction} `);
  return `${items.slice(0, last).join(', ')}, ${conjunction} ${items[last]}`;
}

/**
 * Groups the digits of an integer: '-4294967297' → '-4_294_967_297'.
 * @param {string} digits
 * @returns {string}
 */
function separateThousands(digits) {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, '_');
}

module.exports = {
  determineSpecificType,
  formatList,
  formatValue,
  separateThousands,
};
