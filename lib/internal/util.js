'use strict';

/**
 * Parts of node:util that other modules of the library use, too.
 */

const {
  codes: { ERR_FALSY_VALUE_REJECTION, ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { validateFunction, validateString } = require('internal/validators');

const kCustomPromisify = Symbol.for('nodejs.util.promisify.custom');
/** Names of the values that a callback gets, where it gets several. */
const kCustomPromisifyArgs = Symbol('customPromisifyArgs');

/**
 * A function that returns a promise for what `original` gives its callback.
 * @param {Function} original
 */
function promisify(original) {
  validateFunction(original, 'original');
  const custom = original[kCustomPromisify];
  if (custom) {
    validateFunction(custom, 'util.promisify.custom');
    return Object.defineProperty(custom, kCustomPromisify, {
      __proto__: null,
      value: custom,
      enumerable: false,
      writable: false,
      configurable: true,
    });
  }
  const names = original[kCustomPromisifyArgs];

  function promisified(...args) {
    return new Promise((resolve, reject) => {
      Reflect.apply(original, this, [...args, (error, ...values) => {
        if (error) {
          reject(error);
        } else if (names !== undefined && values.length > 1) {
          const result = {};
          names.forEach((name, index) => { result[name] = values[index]; });
          resolve(result);
        } else {
          resolve(values[0]);
        }
      }]);
    });
  }
  Object.setPrototypeOf(promisified, Object.getPrototypeOf(original));
  Object.defineProperty(promisified, kCustomPromisify, {
    __proto__: null,
    value: promisified,
    enumerable: false,
    writable: false,
    configurable: true,
  });
  const own = Object.getOwnPropertyDescriptors(original);
  for (const key of Reflect.ownKeys(own)) {
    Object.defineProperty(promisified, key, own[key]);
  }
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
    const done = callback.bind(this);
    Reflect.apply(original, this, args).then(
      (result) => process.nextTick(done, null, result),
      (reason) => process.nextTick(rejected, reason, done));
  }
  const own = Object.getOwnPropertyDescriptors(original);
  // The callback is one argument more.
  if (typeof own.length.value === 'number') own.length.value++;
  if (typeof own.name.value === 'string') own.name.value += 'Callbackified';
  for (const key of Reflect.ownKeys(own)) {
    Object.defineProperty(callbackified, key, own[key]);
  }
  return callbackified;
}

function rejected(reason, callback) {
  // A callback could not tell a falsy reason from success.
  return callback(reason || new ERR_FALSY_VALUE_REJECTION(reason));
}

const emittedCodes = new Set();

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
  let warned = false;

  function deprecated(...args) {
    if (!warned) {
      warned = true;
      if (code === undefined || !emittedCodes.has(code)) {
        if (code !== undefined) emittedCodes.add(code);
        process.emitWarning(message, 'DeprecationWarning', code, deprecated);
      }
    }
    return new.target ? Reflect.construct(fn, args, new.target) :
      Reflect.apply(fn, this, args);
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
  if (ctor === undefined || ctor === null) {
    throw new ERR_INVALID_ARG_TYPE('ctor', 'Function', ctor);
  }
  if (superCtor === undefined || superCtor === null) {
    throw new ERR_INVALID_ARG_TYPE('superCtor', 'Function', superCtor);
  }
  if (superCtor.prototype === undefined) {
    throw new ERR_INVALID_ARG_TYPE(
      'superCtor.prototype', 'Object', superCtor.prototype);
  }
  Object.defineProperty(ctor, 'super_', {
    __proto__: null, value: superCtor, writable: true, configurable: true,
  });
  Object.setPrototypeOf(ctor.prototype, superCtor.prototype);
}

module.exports = {
  kCustomPromisify,
  kCustomPromisifyArgs,
  callbackify,
  deprecate,
  inherits,
  isError,
  promisify,
};
