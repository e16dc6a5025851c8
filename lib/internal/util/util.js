'use strict';

/**
 * Parts of node:util that other modules of the library use, too.
 */

const {
  codes: { ERR_FALSY_VALUE_REJECTION, ERR_INVALID_ARG_TYPE },
} = require('internal/errors/errors');
const { validateFunction, validateString } = require('internal/util/validators');

const kCustomPromisify = Symbol.for('nodejs.util.promisify.custom');
/** Names of the values that a callback gets, where it gets several. */
const kCustomPromisifyArgs = Symbol('customPromisifyArgs');

/** Has a function be what promisify makes of another. */
function setCustom(fn, custom) {
  return Object.defineProperty(fn, kCustomPromisify, {
    __proto__: null,
    value: custom,
    enumerable: false,
    writable: false,
    configurable: true,
  });
}

/** Gives a function the own properties of another, some of them changed. */
function copyProperties(target, source, changes = {}) {
  const own = Object.getOwnPropertyDescriptors(source);
  for (const key of Reflect.ownKeys(own)) {
    const change = Object.hasOwn(changes, key) ? changes[key] : undefined;
    if (change !== undefined) own[key].value = change(own[key].value);
    Object.defineProperty(target, key, own[key]);
  }
}

/** The values that a callback got, as the one value of a promise. */
function asOneValue(values, names) {
  if (names === undefined || values.length < 2) return values[0];
  return Object.fromEntries(names.map((name, i) => [name, values[i]]));
}

/**
 * A function that returns a promise for what `original` gives its callback.
 * @param {Function} original
 */
function promisify(original) {
  validateFunction(original, 'original');
  const {
    [kCustomPromisify]: custom,
    [kCustomPromisifyArgs]: names,
  } = original;
  if (custom) {
    validateFunction(custom, 'util.promisify.custom');
    return setCustom(custom, custom);
  }

  function promisified(...args) {
    return new Promise((resolve, reject) => {
      const settle = (error, ...values) =>
        (error ? reject(error) : resolve(asOneValue(values, names)));
      Reflect.apply(original, this, [...args, settle]);
    });
  }
  Object.setPrototypeOf(promisified, Object.getPrototypeOf(original));
  setCustom(promisified, promisified);
  copyProperties(promisified, original);
  return promisified;
}
promisify.custom = kCustomPromisify;

/**
 * The reverse: a function that hands its promise's result to a callback.
 * @param {Function} original async
 */
function callbackify(original) {
  validateFunction(original, 'original');

  function callbackified(...args) {
    const callback = args.pop();
    validateFunction(callback, 'last argument');
    // From a tick: what it throws is no rejection.
    const callBack = (...results) =>
      process.nextTick(callback.bind(this), ...results);
    // A callback could not tell a falsy reason from success.
    Reflect.apply(original, this, args).then(
      (result) => callBack(null, result),
      (reason) => callBack(reason || new ERR_FALSY_VALUE_REJECTION(reason)));
  }
  copyProperties(callbackified, original, {
    // The callback is one argument more.
    length: (value) => (typeof value === 'number' ? value + 1 : value),
    name: (value) =>
      (typeof value === 'string' ? `${value}Callbackified` : value),
  });
  return callbackified;
}

const emittedCodes = new Set();

/** Whether no warning with this code was emitted, which it is now. */
function isNews(code) {
  if (code === undefined) return true;
  const { size } = emittedCodes;
  return emittedCodes.add(code).size > size;
}

/**
 * Wraps a function, or class, so that its first use warns.
 * @param {Function} fn
 * @param {string} message
 * @param {string} [code] 'DEP0000': a code warns once, however many bear it
 * @param {{modifyPrototype?: boolean}} [options]
 */
function deprecate(fn, message, code, { modifyPrototype = true } = {}) {
  // A decision at the time of the call that wraps, as documented.
  if (process.noDeprecation === true) return fn;
  if (code !== undefined) validateString(code, 'code');
  let isUsed = false;

  function deprecated(...args) {
    if (!isUsed) {
      isUsed = true;
      if (isNews(code)) {
        process.emitWarning(message, 'DeprecationWarning', code, deprecated);
      }
    }
    return new.target === undefined ? Reflect.apply(fn, this, args) :
      Reflect.construct(fn, args, new.target);
  }
  if (modifyPrototype) {
    Object.setPrototypeOf(deprecated, fn);
    if (fn.prototype) {
      // Not the same object as a class: instanceof must go on working.
      Object.defineProperty(deprecated, 'prototype', {
        __proto__: null, value: fn.prototype,
      });
    }
  }
  Object.defineProperty(deprecated, 'length', {
    __proto__: null,
    ...Object.getOwnPropertyDescriptor(fn, 'length'),
  });
  return deprecated;
}

function isError(value) {
  return value instanceof Error ||
    require('internal/util/types').isNativeError(value);
}

/** Sets up inheritance as it was before classes. */
function inherits(ctor, superCtor) {
  for (const [name, value] of Object.entries({ ctor, superCtor })) {
    if (value == null) throw new ERR_INVALID_ARG_TYPE(name, 'Function', value);
  }
  const { prototype } = superCtor;
  if (prototype === undefined) {
    throw new ERR_INVALID_ARG_TYPE(
      'superCtor.prototype', 'Object', prototype);
  }
  Object.setPrototypeOf(ctor.prototype, prototype);
  Object.defineProperty(ctor, 'super_', {
    __proto__: null, configurable: true, writable: true, value: superCtor,
  });
}

/** Defines an export that `load` gives when it is first read. */
function defineLazy(exports, name, load) {
  const settle = (value) => {
    Object.defineProperty(exports, name, {
      __proto__: null, value, writable: true, enumerable: true,
      configurable: true,
    });
    return value;
  };
  Object.defineProperty(exports, name, {
    __proto__: null,
    get: () => settle(load()),
    set: settle,
    enumerable: true,
    configurable: true,
  });
}

/** Makes `name` a field of the object's own, whatever its prototypes have. */
function defineOwn(object, name, value) {
  Object.defineProperty(object, name, {
    __proto__: null,
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

module.exports = {
  kCustomPromisify,
  kCustomPromisifyArgs,
  callbackify,
  defineLazy,
  defineOwn,
  deprecate,
  inherits,
  isError,
  promisify,
};
