'use strict';
/**
 * Checks of arguments. Each returns nothing, or throws Node's error whose
 * message names the argument.
 *
 * @module internal/util/validators
 */

const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_OUT_OF_RANGE,
    ERR_SOCKET_BAD_PORT,
    ERR_UNKNOWN_SIGNAL,
  },
  hideFramesBelow,
} = require('internal/errors/errors');

/** @param {*} value @param {string} name */
function validateString(value, name) {
  if (typeof value !== 'string') {
    throw hideFramesBelow(
      new ERR_INVALID_ARG_TYPE(name, 'string', value), validateString);
  }
}

/** @param {*} value @param {string} name */
function validateFunction(value, name) {
  if (typeof value !== 'function') {
    throw hideFramesBelow(
      new ERR_INVALID_ARG_TYPE(name, 'Function', value), validateFunction);
  }
}

/** @param {*} value @param {string} name */
function validateBoolean(value, name) {
  if (typeof value !== 'boolean') {
    throw hideFramesBelow(
      new ERR_INVALID_ARG_TYPE(name, 'boolean', value), validateBoolean);
  }
}

/**
 * A number, NaN only where no bound is given.
 * @param {*} value
 * @param {string} name
 * @param {number} [min] inclusive
 * @param {number} [max] inclusive
 */
function validateNumber(value, name, min = undefined, max = undefined) {
  if (typeof value !== 'number') {
    throw hideFramesBelow(
      new ERR_INVALID_ARG_TYPE(name, 'number', value), validateNumber);
  }
  const bounded = min != null || max != null;
  if ((min != null && value < min) || (max != null && value > max) ||
      (bounded && Number.isNaN(value))) {
    const lower = min != null ? `>= ${min}` : '';
    const upper = max != null ? `<= ${max}` : '';
    throw hideFramesBelow(
      new ERR_OUT_OF_RANGE(
        name, lower && upper ? `${lower} && ${upper}` : lower + upper, value),
      validateNumber);
  }
}

/**
 * @param {*} value
 * @param {string} name
 * @param {number} [min] inclusive
 * @param {number} [max] inclusive
 */
function validateInteger(value, name, min = Number.MIN_SAFE_INTEGER,
                         max = Number.MAX_SAFE_INTEGER) {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw hideFramesBelow(notAnInteger(value, name, min, max), validateInteger);
}

/** What is wrong with a value that is no integer from `min` to `max`. */
function notAnInteger(value, name, min, max) {
  if (typeof value !== 'number') {
    return new ERR_INVALID_ARG_TYPE(name, 'number', value);
  }
  return new ERR_OUT_OF_RANGE(
    name, Number.isInteger(value) ? `>= ${min} && <= ${max}` : 'an integer',
    value);
}

/**
 * @param {*} value
 * @param {string} name
 * @param {number} [min] inclusive
 * @param {number} [max] inclusive
 */
function validateInt32(value, name, min = -2147483648, max = 2147483647) {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw hideFramesBelow(notAnInteger(value, name, min, max), validateInt32);
}

/**
 * @param {*} value
 * @param {string} name
 * @param {boolean} [positive] excludes 0
 */
function validateUint32(value, name, positive = false) {
  const min = positive ? 1 : 0;
  if (Number.isInteger(value) && value >= min && value <= 4294967295) return;
  throw hideFramesBelow(
    notAnInteger(value, name, min, 4294967295), validateUint32);
}

/**
 * @param {*} value
 * @param {string} name
 * @param {Array} oneOf the values accepted
 */
function validateOneOf(value, name, oneOf) {
  if (oneOf.includes(value)) return;
  const allowed = oneOf
    .map((v) => (typeof v === 'string' ? `'${v}'` : String(v)))
    .join(', ');
  throw hideFramesBelow(
    new ERR_INVALID_ARG_VALUE(name, value, `must be one of: ${allowed}`),
    validateOneOf);
}

/** Options of validateObject: what else passes for an object. */
const kValidateObjectNone = 0;
const kValidateObjectAllowNullable = 1 << 0;
const kValidateObjectAllowArray = 1 << 1;
const kValidateObjectAllowFunction = 1 << 2;
/** As WebIDL sees objects: arrays and functions are objects, null is a value. */
const kValidateObjectAllowObjects =
  kValidateObjectAllowArray | kValidateObjectAllowFunction;
const kValidateObjectAllowObjectsAndNull =
  kValidateObjectAllowObjects | kValidateObjectAllowNullable;

/**
 * @param {*} value
 * @param {string} name
 * @param {number} [options] kValidateObject… flags
 */
function validateObject(value, name, options = kValidateObjectNone) {
  const valid = value === null ?
    (options & kValidateObjectAllowNullable) !== 0 :
    Array.isArray(value) ?
      (options & kValidateObjectAllowArray) !== 0 :
      typeof value === 'object' ||
      (typeof value === 'function' &&
       (options & kValidateObjectAllowFunction) !== 0);
  if (!valid) {
    throw hideFramesBelow(
      new ERR_INVALID_ARG_TYPE(name, 'Object', value), validateObject);
  }
}

/**
 * @param {*} value
 * @param {string} name
 * @param {number} [minLength]
 */
function validateArray(value, name, minLength = 0) {
  let error;
  if (!Array.isArray(value)) {
    error = new ERR_INVALID_ARG_TYPE(name, 'Array', value);
  } else if (value.length < minLength) {
    error = new ERR_INVALID_ARG_VALUE(
      name, value, `must be longer than ${minLength}`);
  } else {
    return;
  }
  throw hideFramesBelow(error, validateArray);
}

/** Validates each element by its own name. */
function validateEach(array, name, validate) {
  validateArray(array, name);
  // Also what a sparse array has not got.
  for (let i = 0; i < array.length; i++) validate(array[i], `${name}[${i}]`);
}

/** @param {*} value @param {string} name */
function validateStringArray(value, name) {
  validateEach(value, name, validateString);
}

/** @param {*} value @param {string} name */
function validateBooleanArray(value, name) {
  validateEach(value, name, validateBoolean);
}

/** @param {*} value @param {string} name */
function validateAbortSignalArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) {
    const each = `${name}[${i}]`;
    if (value[i] == null) {
      throw new ERR_INVALID_ARG_TYPE(each, 'AbortSignal', value[i]);
    }
    validateAbortSignal(value[i], each);
  }
}

/** @param {*} value a Buffer, TypedArray or DataView @param {string} name */
function validateBuffer(value, name = 'buffer') {
  if (!ArrayBuffer.isView(value)) {
    throw hideFramesBelow(
      new ERR_INVALID_ARG_TYPE(
        name, ['Buffer', 'TypedArray', 'DataView'], value),
      validateBuffer);
  }
}

/**
 * @param {*} port number or digits
 * @param {string} [name]
 * @param {boolean} [allowZero]
 * @returns {number} the port
 */
function validatePort(port, name = 'Port', allowZero = true) {
  if ((typeof port !== 'number' && typeof port !== 'string') ||
      (typeof port === 'string' && port.trim().length === 0) ||
      +port !== (+port >>> 0) || port > 65535 || (+port === 0 && !allowZero)) {
    throw hideFramesBelow(
      new ERR_SOCKET_BAD_PORT(name, port, allowZero), validatePort);
  }
  return port | 0;
}

/** @param {*} signal an AbortSignal or undefined @param {string} name */
function validateAbortSignal(signal, name) {
  if (signal !== undefined &&
      (signal === null || typeof signal !== 'object' ||
       !('aborted' in signal))) {
    throw hideFramesBelow(
      new ERR_INVALID_ARG_TYPE(name, 'AbortSignal', signal),
      validateAbortSignal);
  }
}

/**
 * @param {*} value
 * @param {string} name
 * @param {string[]} union the accepted words, for the message
 */
function validateUnion(value, name, union) {
  if (!union.includes(value)) {
    throw hideFramesBelow(
      new ERR_INVALID_ARG_TYPE(name, `('${union.join('|')}')`, value),
      validateUnion);
  }
}

/** @param {*} signal a name or number of a signal @param {string} [name] */
function validateSignalName(signal, name = 'signal') {
  validateString(signal, name);
  const { signals } = require('os').constants;
  if (signals[signal] === undefined) {
    if (signals[signal.toUpperCase()] !== undefined) {
      throw new ERR_UNKNOWN_SIGNAL(
        `${signal} (signals must use all capital letters)`);
    }
    throw new ERR_UNKNOWN_SIGNAL(signal);
  }
}

/**
 * A file mode: an integer, or octal digits.
 * @param {*} value
 * @param {string} name
 * @param {number} [fallback] for undefined and null
 * @returns {number}
 */
function parseFileMode(value, name, fallback) {
  value ??= fallback;
  if (typeof value === 'string') {
    if (!/^[0-7]+$/.test(value)) {
      throw hideFramesBelow(
        new ERR_INVALID_ARG_VALUE(
          name, value, 'must be a 32-bit unsigned integer or an octal string'),
        parseFileMode);
    }
    value = parseInt(value, 8);
  }
  validateUint32(value, name);
  return value;
}

module.exports = {
  kValidateObjectAllowArray,
  kValidateObjectAllowFunction,
  kValidateObjectAllowNullable,
  kValidateObjectAllowObjects,
  kValidateObjectAllowObjectsAndNull,
  kValidateObjectNone,
  parseFileMode,
  validateAbortSignal,
  validateAbortSignalArray,
  validateArray,
  validateBoolean,
  validateBooleanArray,
  validateBuffer,
  validateFunction,
  validateInt32,
  validateInteger,
  validateNumber,
  validateObject,
  validateOneOf,
  validatePort,
  validateSignalName,
  validateString,
  validateStringArray,
  validateUint32,
  validateUnion,
};
