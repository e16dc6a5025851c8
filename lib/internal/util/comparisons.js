'use strict';

/**
 * Deep equality, as assert and util.isDeepStrictEqual know it.
 *
 * Three modes: loose compares primitives with ==, strict with Object.is and
 * looks at prototypes, partial wants the second value's contents to be in the
 * first.
 */

const types = require('internal/util/types');
const { isError } = require('internal/util/util');
const {
  getOwnNonIndexProperties,
  kOnlyEnumerable,
  kSkipSymbols,
} = binding('util');

const kLoose = 0;
const kStrict = 1;
const kPartial = 2;
/** Strict, whatever the prototypes are. */
const kStrictContents = 3;

const hasOwn = (object, key) =>
  Object.prototype.hasOwnProperty.call(object, key);
const isEnumerable = (object, key) =>
  Object.prototype.propertyIsEnumerable.call(object, key);

/**
 * The pairs that are being compared: when one is met again below itself, the
 * structures are as deep as each other.
 */
class Trail {
  constructor() {
    this.left = new Map();
    this.right = new Map();
    this.depth = 0;
  }

  /** True or false: an answer; undefined: go on. */
  enter(a, b) {
    const leftDepth = this.left.get(a);
    const rightDepth = this.right.get(b);
    if (leftDepth !== undefined || rightDepth !== undefined) {
      return leftDepth === rightDepth;
    }
    this.left.set(a, this.depth);
    this.right.set(b, this.depth);
    this.depth++;
    return undefined;
  }

  leave(a, b) {
    this.left.delete(a);
    this.right.delete(b);
    this.depth--;
  }
}

function primitivesEqual(a, b, mode) {
  if (mode !== kLoose) return Object.is(a, b);
  // eslint-disable-next-line eqeqeq
  return a == b || (a !== a && b !== b);
}

function equal(a, b, mode, trail) {
  if (a === b) {
    return a !== 0 || mode === kLoose || Object.is(a, b);
  }
  const aIsObject = typeof a === 'object' && a !== null;
  const bIsObject = typeof b === 'object' && b !== null;
  if (mode === kLoose) {
    if (!aIsObject) {
      return !bIsObject && primitivesEqual(a, b, mode);
    }
    if (!bIsObject) return false;
  } else {
    if (!aIsObject || !bIsObject) {
      return typeof a === 'number' && a !== a && b !== b &&
        typeof b === 'number';
    }
    if (mode === kStrict &&
        Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) {
      return false;
    }
  }
  return objectsEqual(a, b, mode, trail);
}

const tagOf = (value) => Object.prototype.toString.call(value);

function objectsEqual(a, b, mode, trail) {
  if (tagOf(a) !== tagOf(b)) return false;

  if (Array.isArray(a)) {
    if (!Array.isArray(b)) return false;
    if (mode === kPartial ? a.length < b.length : a.length !== b.length) {
      return false;
    }
    return listsEqual(a, b, mode, trail, 'array');
  }
  if (Array.isArray(b)) return false;

  if (types.isDate(a)) {
    if (!types.isDate(b)) return false;
    const [x, y] = [a, b].map((d) => Date.prototype.getTime.call(d));
    if (x !== y && !(x !== x && y !== y)) return false;
  } else if (types.isRegExp(a)) {
    if (!types.isRegExp(b) || a.source !== b.source || a.flags !== b.flags ||
        a.lastIndex !== b.lastIndex) {
      return false;
    }
  } else if (isError(a)) {
    if (!errorsEqual(a, b, mode, trail)) return false;
  } else if (types.isArrayBufferView(a)) {
    return viewsEqual(a, b, mode, trail);
  } else if (types.isSet(a)) {
    if (!types.isSet(b) || !sizesFit(a, b, mode)) return false;
    return contentsEqual(a, b, mode, trail, 'set');
  } else if (types.isMap(a)) {
    if (!types.isMap(b) || !sizesFit(a, b, mode)) return false;
    return contentsEqual(a, b, mode, trail, 'map');
  } else if (types.isAnyArrayBuffer(a)) {
    if (!types.isAnyArrayBuffer(b)) return false;
    if (!bytesFit(new Uint8Array(a), new Uint8Array(b), mode)) return false;
  } else if (types.isBoxedPrimitive(a)) {
    if (!boxesEqual(a, b)) return false;
  } else if (types.isPromise(a) || types.isWeakMap(a) || types.isWeakSet(a) ||
             (types.isModuleNamespaceObject(a) !==
              types.isModuleNamespaceObject(b))) {
    // Nothing tells what is in them.
    return false;
  } else if (isUrl(a)) {
    if (!isUrl(b) || a.href !== b.href) return false;
  } else if (types.isDate(b) || types.isRegExp(b) || isError(b) ||
             types.isArrayBufferView(b) || types.isSet(b) || types.isMap(b) ||
             types.isAnyArrayBuffer(b) || types.isBoxedPrimitive(b)) {
    return false;
  }
  return contentsEqual(a, b, mode, trail, 'plain');
}

function isUrl(value) {
  const { URL } = globalThis;
  return typeof URL === 'function' && value instanceof URL;
}

function sizesFit(a, b, mode) {
  return mode === kPartial ? a.size >= b.size : a.size === b.size;
}

function errorsEqual(a, b, mode, trail) {
  if (!isError(b)) return false;
  // What errors say counts, enumerable or not.
  for (const key of ['message', 'name', 'cause', 'errors']) {
    const aShows = isEnumerable(a, key);
    // Enumerable ones are compared with the other properties.
    if (aShows && mode !== kPartial) {
      if (!isEnumerable(b, key)) return false;
      continue;
    }
    if (key === 'message' || key === 'name') {
      if (a[key] !== b[key]) return false;
    } else {
      if (mode !== kPartial && hasOwn(a, key) !== hasOwn(b, key)) return false;
      if (hasOwn(b, key) && !equal(a[key], b[key], mode, trail)) return false;
    }
  }
  return true;
}

function boxesEqual(a, b) {
  const kinds = [
    [types.isNumberObject, Number], [types.isStringObject, String],
    [types.isBooleanObject, Boolean], [types.isBigIntObject, BigInt],
    [types.isSymbolObject, Symbol],
  ];
  for (const [is, { prototype }] of kinds) {
    if (!is(a)) continue;
    return is(b) &&
      Object.is(prototype.valueOf.call(a), prototype.valueOf.call(b));
  }
  return false;
}

function bytesFit(a, b, mode) {
  if (mode === kPartial) {
    if (a.length < b.length) return false;
    return binding('buffer').compare(a.subarray(0, b.length), b) === 0;
  }
  return a.byteLength === b.byteLength &&
    binding('buffer').compare(a, b) === 0;
}

function asBytes(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** The kind of a typed array, undefined for a DataView. */
const typedArrayTag = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

const isFloat = (view) => types.isFloat32Array(view) ||
  types.isFloat64Array(view) || types.isFloat16Array(view);

function viewsEqual(a, b, mode, trail) {
  if (!types.isArrayBufferView(b) ||
      typedArrayTag.call(a) !== typedArrayTag.call(b)) {
    return false;
  }
  if (mode !== kPartial && a.byteLength !== b.byteLength) return false;
  if (isFloat(a) && mode === kLoose) {
    // 0 and -0 are the same here, and have not the same bytes.
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) {
      if (a[i] !== b[i] && !(a[i] !== a[i] && b[i] !== b[i])) return false;
    }
  } else if (!bytesFit(asBytes(a), asBytes(b), mode)) {
    return false;
  }
  return listsEqual(a, b, mode, trail, 'view');
}

/** Of arrays and views: the properties that are no elements, then the rest. */
function listsEqual(a, b, mode, trail, kind) {
  const filter =
    mode === kLoose ? kOnlyEnumerable | kSkipSymbols : kOnlyEnumerable;
  const aKeys = getOwnNonIndexProperties(a, filter);
  const bKeys = getOwnNonIndexProperties(b, filter);
  if (mode !== kPartial && aKeys.length !== bKeys.length) return false;
  return contentsEqual(a, b, mode, trail, kind, bKeys);
}

/** Enumerable own symbols. */
function symbolsOf(object) {
  return Object.getOwnPropertySymbols(object)
    .filter((symbol) => isEnumerable(object, symbol));
}

/**
 * Compares properties, then elements.
 * @param {'plain'|'array'|'view'|'set'|'map'} kind
 * @param {(string|symbol)[]} [keys] of b, when they are known
 */
function contentsEqual(a, b, mode, trail, kind, keys) {
  if (keys === undefined) {
    keys = Object.keys(b);
    if (mode !== kPartial && Object.keys(a).length !== keys.length) return false;
    if (mode !== kLoose) {
      const symbols = symbolsOf(b);
      if (mode !== kPartial && symbolsOf(a).length !== symbols.length) {
        return false;
      }
      if (symbols.length > 0) keys = keys.concat(symbols);
    }
  }
  for (const key of keys) {
    if (!isEnumerable(a, key)) return false;
  }
  if (keys.length === 0 &&
      (kind === 'plain' || kind === 'view' ||
       (kind === 'array' && b.length === 0) || b.size === 0)) {
    return true;
  }

  const answer = trail.enter(a, b);
  if (answer !== undefined) return answer;
  const result = keys.every((key) => equal(a[key], b[key], mode, trail)) &&
    elementsEqual(a, b, mode, trail, kind);
  trail.leave(a, b);
  return result;
}

function elementsEqual(a, b, mode, trail, kind) {
  switch (kind) {
    case 'set':
      return setsEqual(a, b, mode, trail);
    case 'map':
      return mapsEqual(a, b, mode, trail);
    case 'array':
      return mode === kPartial ? arrayContains(a, b, trail) :
        arraysEqual(a, b, mode, trail);
    default:
      return true;
  }
}

function arraysEqual(a, b, mode, trail) {
  for (let i = 0; i < b.length; i++) {
    if (b[i] === undefined || a[i] === undefined) {
      // A hole is no undefined.
      if (hasOwn(a, i) !== hasOwn(b, i)) return false;
    }
    if (!equal(a[i], b[i], mode, trail)) return false;
  }
  return true;
}

/** Whether b's elements occur in a, in the same order. */
function arrayContains(a, b, trail) {
  let at = 0;
  for (let i = 0; i < b.length; i++) {
    if (!hasOwn(b, i)) continue;
    while (at < a.length && !equal(a[at], b[i], kPartial, trail)) at++;
    if (at === a.length) return false;
    at++;
  }
  return true;
}

/** Takes the first of `candidates` that `fits` out of it. */
function takeFirst(candidates, fits) {
  for (const candidate of candidates) {
    if (fits(candidate)) {
      candidates.delete(candidate);
      return true;
    }
  }
  return false;
}

const isPrimitive = (value) => typeof value !== 'object' || value === null;

function setsEqual(a, b, mode, trail) {
  let rest;
  for (const value of b) {
    if (a.has(value)) continue;
    if (isPrimitive(value) && mode !== kLoose) return false;
    (rest ??= []).push(value);
  }
  if (rest === undefined) return true;
  // Elements that are not the same ones must be matched, each once.
  const candidates = new Set();
  for (const value of a) {
    if ((mode === kLoose || !isPrimitive(value)) && !b.has(value)) {
      candidates.add(value);
    }
  }
  return rest.every((value) => takeFirst(
    candidates, (candidate) => equal(candidate, value, mode, trail)));
}

function mapsEqual(a, b, mode, trail) {
  let rest;
  for (const [key, value] of b) {
    if (a.has(key) && (isPrimitive(key) || mode === kPartial ||
                       equal(a.get(key), value, mode, trail))) {
      if (!isPrimitive(key) || equal(a.get(key), value, mode, trail)) continue;
      if (mode !== kLoose) return false;
    } else if (isPrimitive(key) && mode !== kLoose) {
      return false;
    }
    (rest ??= []).push([key, value]);
  }
  if (rest === undefined) return true;
  const taken = new Set(b.keys());
  for (const [key] of rest) taken.delete(key);
  const candidates = new Set();
  for (const entry of a) {
    if ((mode === kLoose || !isPrimitive(entry[0])) && !taken.has(entry[0])) {
      candidates.add(entry);
    }
  }
  return rest.every(([key, value]) => takeFirst(candidates, (entry) =>
    equal(entry[0], key, mode, trail) && equal(entry[1], value, mode, trail)));
}

function isDeepEqual(a, b) {
  return equal(a, b, kLoose, new Trail());
}

function isDeepStrictEqual(a, b, skipPrototype = false) {
  return equal(a, b, skipPrototype ? kStrictContents : kStrict, new Trail());
}

/** Whether `a` contains all that `b` has. */
function isPartialStrictEqual(a, b) {
  return equal(a, b, kPartial, new Trail());
}

module.exports = { isDeepEqual, isDeepStrictEqual, isPartialStrictEqual };
