'use strict';

/**
 * The arguments that many file functions share: callbacks, options, flags,
 * descriptors, times, places in files.
 */

const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_OUT_OF_RANGE,
  },
} = require('internal/errors/errors');
const {
  validateAbortSignal,
  validateFunction,
  validateInt32,
  validateInteger,
} = require('internal/util/validators');
const { encodingOf } = require('internal/buffer/buffer');
const { isArrayBufferView, isDate } = require('internal/util/types');
const constants = require('internal/fs/constants');

const { O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_SYNC, O_TRUNC,
        O_WRONLY } = constants;

const kFlags = {
  '__proto__': null,
  'r': O_RDONLY,
  'rs': O_RDONLY | O_SYNC,
  'sr': O_RDONLY | O_SYNC,
  'r+': O_RDWR,
  'rs+': O_RDWR | O_SYNC,
  'sr+': O_RDWR | O_SYNC,
  'w': O_TRUNC | O_CREAT | O_WRONLY,
  'wx': O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  'xw': O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  'w+': O_TRUNC | O_CREAT | O_RDWR,
  'wx+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  'xw+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  'a': O_APPEND | O_CREAT | O_WRONLY,
  'ax': O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  'xa': O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  'as': O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
  'sa': O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
  'a+': O_APPEND | O_CREAT | O_RDWR,
  'ax+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  'xa+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  'as+': O_APPEND | O_CREAT | O_RDWR | O_SYNC,
  'sa+': O_APPEND | O_CREAT | O_RDWR | O_SYNC,
};

/** 'r+' and such, or the number itself. */
function toFlags(flags, name = 'flags') {
  if (typeof flags === 'number') {
    validateInt32(flags, name);
    return flags;
  }
  if (flags === undefined || flags === null) return O_RDONLY;
  const number = kFlags[flags];
  if (number === undefined) throw new ERR_INVALID_ARG_VALUE(name, flags);
  return number;
}

/** A descriptor that can be one. */
function toFd(fd) {
  // -0 is 0 and a descriptor.
  if (Object.is(fd, -0)) return 0;
  validateInt32(fd, 'fd', 0);
  return fd;
}

/** True for what the functions take as a descriptor instead of a path. */
function isFd(value) {
  return typeof value === 'number' && (value | 0) === value && value >= 0;
}

function toCallback(callback) {
  validateFunction(callback, 'cb');
  return callback;
}

function validateEncodingOption(encoding) {
  if (!encoding || encoding === 'buffer') return;
  if (encodingOf(encoding) === undefined) {
    throw new ERR_INVALID_ARG_VALUE(
      'encoding', encoding, 'is invalid encoding');
  }
}

/**
 * Options given as an object or as the name of an encoding, with defaults.
 * A function in their place is the callback: then there are only the defaults.
 */
function toOptions(given, defaults) {
  switch (typeof given) {
    case 'undefined':
    case 'function':
      return defaults;
    case 'string':
      validateEncodingOption(given);
      return { ...defaults, encoding: given };
    case 'object':
      if (given === null) return defaults;
      validateEncodingOption(given.encoding);
      if (given.signal !== undefined) {
        validateAbortSignal(given.signal, 'options.signal');
      }
      return given;
    default:
      throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], given);
  }
}

/**
 * Seconds since 1970 of a Date, a number, or digits; a negative number is now.
 */
function toSeconds(time, name = 'time') {
  // eslint-disable-next-line eqeqeq
  if (typeof time === 'string' && +time == time) return +time;
  if (Number.isFinite(time)) return time < 0 ? Date.now() / 1000 : time;
  if (isDate(time)) return time.getTime() / 1000;
  throw new ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], time);
}

/** Checks that offset and length lie within `size` bytes. */
function validateOffsetAndLength(offset, length, size) {
  if (offset > size) throw new ERR_OUT_OF_RANGE('offset', `<= ${size}`, offset);
  if (length > size - offset) {
    throw new ERR_OUT_OF_RANGE('length', `<= ${size - offset}`, length);
  }
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  validateInt32(length, 'length', 0);
}

/**
 * The place of a read: -1 means the file's own position.
 * @param {number|bigint|null|undefined} position
 * @param {number} length of the read
 */
function toPosition(position, length) {
  if (position === undefined || position === null) return -1;
  if (typeof position === 'number') {
    validateInteger(position, 'position', -1);
    return position;
  }
  if (typeof position === 'bigint') {
    const limit = 2n ** 63n - 1n - BigInt(length);
    if (position < -1n || position > limit) {
      throw new ERR_OUT_OF_RANGE('position', `>= -1 && <= ${limit}`, position);
    }
    return position;
  }
  throw new ERR_INVALID_ARG_TYPE('position', ['integer', 'bigint'], position);
}

/**
 * The place of a write, or of a read or write of several buffers: whatever is
 * no whole number that a file can have means the file's own position.
 * @param {any} position
 * @returns {number|bigint}
 */
function toWritePosition(position) {
  if (typeof position === 'bigint') {
    return position === BigInt.asIntN(64, position) ? position : -1;
  }
  return Number.isSafeInteger(position) ? position : -1;
}

function validateViews(buffers) {
  if (!Array.isArray(buffers) || !buffers.every(isArrayBufferView)) {
    throw new ERR_INVALID_ARG_TYPE('buffers', 'ArrayBufferView[]', buffers);
  }
}

/** What is written as it is: strings and views of bytes. */
function validateStringOrView(value, name) {
  if (typeof value === 'string' || isArrayBufferView(value)) return;
  throw new ERR_INVALID_ARG_TYPE(
    name, ['string', 'Buffer', 'TypedArray', 'DataView'], value);
}

exports.isFd = isFd;
exports.toCallback = toCallback;
exports.toFd = toFd;
exports.toFlags = toFlags;
exports.toOptions = toOptions;
exports.toPosition = toPosition;
exports.toSeconds = toSeconds;
exports.toWritePosition = toWritePosition;
exports.validateOffsetAndLength = validateOffsetAndLength;
exports.validateStringOrView = validateStringOrView;
exports.validateViews = validateViews;
