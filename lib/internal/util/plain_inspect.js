'use strict';

/**
 * What util.inspect says of plain values, so that a program which prints some
 * need not load it: that takes as long as a quarter of a whole start.
 *
 * Plain are primitives but symbols, and objects and arrays of the language's own
 * classes that hold nothing but such, up to three levels and six entries an
 * array. All else, and whatever might be shown in a special way, is left to the
 * inspector; from when that is loaded everything is, since a program can change
 * how it works.
 */

const { isProxy } = require('internal/util/types');

const { getOwnPropertyDescriptor, getOwnPropertySymbols, getPrototypeOf, keys } =
  Object;
const { isArray } = Array;
// A program may have replaced these, to which the inspector pays no heed either.
const uncurry = Function.prototype.bind.bind(Function.prototype.call);
const exec = uncurry(RegExp.prototype.exec);
const includes = uncurry(String.prototype.includes);
const join = uncurry(Array.prototype.join);
const repeat = uncurry(String.prototype.repeat);
const replace = uncurry(RegExp.prototype[Symbol.replace]);
const objectPrototype = Object.prototype;
const arrayPrototype = Array.prototype;
// Those of programs: lib/ is given copies.
const { constructor: kObject } = objectPrototype;
const { constructor: kArray } = arrayPrototype;
const kCustom = Symbol.for('nodejs.util.inspect.custom');

const kMaxDepth = 2;
const kMaxEntries = 6;  // The inspector sets longer arrays in columns.
const kMaxLength = 1000;
const kLineLength = 80;
// Of an object on one line, in the inspector's reckoning: its first brace, and
// what it leaves free for the name before it.
const kLineReserve = 11;

const kIdentifier = /^[a-zA-Z_][a-zA-Z_0-9]*$/;
// What is escaped, or chooses other quotes.
const kSpecial = /[^\x20-\x26\x28-\x5b\x5d-\x7e\xa0-\ud7ff\ue000-\uffff]/;
const kColorCode = /\x1b\[\d+m/g;

const kGreen = 32;
const kYellow = 33;
const kGrey = 90;

let retired = false;

function colored(text, color) {
  return `\x1b[${color}m${text}\x1b[39m`;
}

/** A string in quotes; undefined: not plain. */
function quoted(text, colors) {
  if (text.length > kMaxLength || exec(kSpecial, text) !== null) return undefined;
  return colors ? colored(`'${text}'`, kGreen) : `'${text}'`;
}

function formatPrimitive(value, colors) {
  switch (typeof value) {
    case 'string':
      return quoted(value, colors);
    case 'number': {
      const text = Object.is(value, -0) ? '-0' : `${value}`;
      return colors ? colored(text, kYellow) : text;
    }
    case 'boolean':
      return colors ? colored(`${value}`, kYellow) : `${value}`;
    case 'undefined':
      return colors ? colored('undefined', kGrey) : 'undefined';
    case 'bigint':
      return colors ? colored(`${value}n`, kYellow) : `${value}n`;
    case 'object':
      return colors ? '\x1b[1mnull\x1b[22m' : 'null';
    default:
      return undefined;
  }
}

/** Whether it is of this class, with nothing else about it that is shown. */
function isPlain(value, prototype, constructor) {
  return getPrototypeOf(value) === prototype &&
    prototype.constructor === constructor &&
    getOwnPropertyDescriptor(value, 'constructor') === undefined &&
    !(kCustom in value) && !(Symbol.toStringTag in value) &&
    getOwnPropertySymbols(value).length === 0;
}

/** The text of a property's value; undefined: not plain. */
function formatOwn(object, key, depth, indentation, colors) {
  const property = getOwnPropertyDescriptor(object, key);
  // A hole, or an accessor.
  if (property === undefined || !('value' in property)) return undefined;
  return formatNested(property.value, depth + 1, indentation + 2, colors);
}

function formatKey(key, colors) {
  if (key === '__proto__') return undefined;
  return exec(kIdentifier, key) !== null ? key : quoted(key, colors);
}

function width(text, colors) {
  return colors ? replace(kColorCode, text, '').length : text.length;
}

/** On one line, if it is short; else an entry a line. */
function enclose(open, entries, close, indentation, colors) {
  let length = entries.length * 2 + indentation + kLineReserve;
  let isShort = length + entries.length <= kLineLength;
  for (let i = 0; isShort && i < entries.length; i++) {
    length += width(entries[i], colors);
    isShort = length <= kLineLength && !includes(entries[i], '\n');
  }
  if (isShort) return `${open} ${join(entries, ', ')} ${close}`;
  const line = `\n${repeat(' ', indentation)}`;
  return `${open}${line}  ${join(entries, `,${line}  `)}${line}${close}`;
}

function formatArray(array, depth, indentation, colors) {
  const { length } = array;
  if (length > kMaxEntries || !isPlain(array, arrayPrototype, kArray) ||
      keys(array).length !== length) {
    return undefined;
  }
  if (length === 0) return '[]';
  const entries = [];
  for (let i = 0; i < length; i++) {
    const text = formatOwn(array, i, depth, indentation, colors);
    if (text === undefined) return undefined;
    entries[i] = text;
  }
  return enclose('[', entries, ']', indentation, colors);
}

function formatObject(object, depth, indentation, colors) {
  if (!isPlain(object, objectPrototype, kObject)) return undefined;
  const names = keys(object);
  if (names.length === 0) return '{}';
  const entries = [];
  for (let i = 0; i < names.length; i++) {
    const name = formatKey(names[i], colors);
    if (name === undefined) return undefined;
    const text = formatOwn(object, names[i], depth, indentation, colors);
    if (text === undefined) return undefined;
    entries[i] = `${name}: ${text}`;
  }
  return enclose('{', entries, '}', indentation, colors);
}

function formatNested(value, depth, indentation, colors) {
  if (typeof value !== 'object' || value === null) {
    return formatPrimitive(value, colors);
  }
  // An object within itself is found by this, too.
  if (depth > kMaxDepth || isProxy(value)) return undefined;
  return isArray(value) ? formatArray(value, depth, indentation, colors) :
    formatObject(value, depth, indentation, colors);
}

/**
 * What util.formatWithOptions({ colors }, ...values) returns, or undefined if
 * only the inspector knows.
 * @param {any[]} values
 * @param {boolean} colors
 * @returns {string|undefined}
 */
function formatPlain(values, colors) {
  if (retired || values.length === 0) return undefined;
  // Here % may have a meaning.
  const first = values[0];
  if (typeof first === 'string' && includes(first, '%')) return undefined;
  let all = '';
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const text = typeof value === 'string' ?
      value : formatNested(value, 0, 0, colors);
    if (text === undefined) return undefined;
    all += i === 0 ? text : ` ${text}`;
  }
  return all;
}

/** From now on, all is left to the inspector. */
function retire() {
  retired = true;
}

module.exports = { formatPlain, retire };
