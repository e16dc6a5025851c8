'use strict';

/**
 * What internal/util/inspect fronts: the npm package node-inspect-extracted with
 * the engine's knowledge in place of its guesses.
 *
 * Native contract, binding 'util':
 *   getPromiseDetails(promise): [state: 0|1|2, result]   pending, fulfilled,
 *                                             rejected
 *   getProxyDetails(value): [target, handler] | undefined   for no proxy
 *   previewEntries(object): [entries: any[], keyed: boolean] | undefined
 *                                             of maps, sets, weak ones, and
 *                                             their iterators; undefined for
 *                                             other objects
 *   getOwnNonIndexProperties(object, filter): (string|symbol)[]
 *                               filter: kAllProperties, or kOnlyEnumerable
 *   getConstructorName(object): string
 *   getExternalValue(external): bigint
 */

const native = binding('util');
const { retire } = require('internal/util/plain_inspect');
const types = require('internal/util/types');

const { kAllProperties, kOnlyEnumerable, kPending, kRejected } = native;

/**
 * Constructors of the language: '%s' inspects what they make, and calls toString
 * of all else, whatever a program or this library has put on the global object.
 */
const kBuiltIns = [
  'AggregateError', 'Array', 'ArrayBuffer', 'Atomics', 'BigInt',
  'BigInt64Array', 'BigUint64Array', 'Boolean', 'DataView', 'Date', 'Error',
  'EvalError', 'FinalizationRegistry', 'Float32Array', 'Float64Array',
  'Function', 'Int16Array', 'Int32Array', 'Int8Array', 'Iterator', 'JSON',
  'Map', 'Math', 'Number', 'Object', 'Promise', 'Proxy', 'RangeError',
  'ReferenceError', 'Reflect', 'RegExp', 'Set', 'SharedArrayBuffer', 'String',
  'Symbol', 'SyntaxError', 'TypeError', 'URIError', 'Uint16Array',
  'Uint32Array', 'Uint8Array', 'Uint8ClampedArray', 'WeakMap', 'WeakRef',
  'WeakSet', 'WebAssembly',
];

/** An error's property `name` as something that can become text. */
function errorName(name) {
  if (name === undefined || name === null) return 'Error';
  if (typeof name === 'symbol') return String(name);
  try {
    `${name}`;
  } catch {
    return 'Error';
  }
  return name;
}

const host = {
  util: {
    constants: {
      kPending,
      kRejected,
      ALL_PROPERTIES: kAllProperties,
      ONLY_ENUMERABLE: kOnlyEnumerable,
    },
    getOwnNonIndexProperties: (object, filter = kOnlyEnumerable) =>
      native.getOwnNonIndexProperties(object, filter),
    getPromiseDetails: native.getPromiseDetails,
    getProxyDetails(value, both = true) {
      const details = native.getProxyDetails(value);
      return details === undefined || both ? details : details[0];
    },
    Proxy,
    previewEntries(object, asIterator) {
      const preview = native.previewEntries(object);
      if (asIterator) return preview;
      return preview === undefined ? undefined : preview[0];
    },
    getConstructorName: native.getConstructorName,
    getExternalValue: native.getExternalValue,
  },
  types,
  builtIns: kBuiltIns,
  errorName,
  isBuiltin: require('bootstrap/loader').has,
};

// A program may change how it works.
retire();

/** @param {Function} inspect what custom inspections get as the inspector */
module.exports = (inspect) => require('internal/vendor/inspect')({
  ...host,
  inspect,
});
