'use strict';

/**
 * Reads and writes on a descriptor: read, write, readv, writev. As operations
 * of a request, and with the arguments that the public functions take.
 */

const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE },
} = require('internal/errors/errors');
const {
  validateBuffer,
  validateInt32,
  validateInteger,
  validateObject,
} = require('internal/util/validators');
const {
  toFd,
  toPosition,
  toWritePosition,
  validateOffsetAndLength,
  validateStringOrView,
  validateViews,
} = require('internal/fs/arguments');
const { native } = require('internal/fs/requests');
const { isArrayBufferView } = require('internal/util/types');

/**
 * Arguments of a read in any of their shapes:
 * (buffer, offset, length, position), (buffer, options), (options).
 * @returns {{buffer, offset: number, length: number, position}}
 */
function toReadArguments(bufferOrOptions, offsetOrOptions, length, position) {
  let buffer = bufferOrOptions;
  let offset = offsetOrOptions;
  if (!isArrayBufferView(buffer) && typeof buffer === 'object' ||
      buffer === undefined) {
    const options = buffer ?? {};
    validateObject(options, 'options');
    ({ offset = 0, position = null } = options);
    buffer = options.buffer === undefined ?
      Buffer.alloc(16384) : options.buffer;
    validateBuffer(buffer);
    length = options.length ?? buffer.byteLength - offset;
  } else {
    validateBuffer(buffer);
    if (offset !== null && typeof offset === 'object') {
      const options = offset;
      ({ offset = 0, position = null } = options);
      length = options.length ?? buffer.byteLength - offset;
    }
  }
  if (offset === undefined || offset === null) {
    offset = 0;
  } else {
    validateInteger(offset, 'offset', 0);
  }
  length = (length ?? buffer.byteLength - offset) | 0;
  return { buffer, offset, length, position };
}

/** The operation of a read; `args` are those of toReadArguments. */
function read(request, fd, args) {
  fd = toFd(fd);
  const { buffer, offset, length } = args;
  const position = toPosition(args.position, length);
  // Nothing is read, whatever the descriptor is.
  if (length === 0) return request.settle(0);
  if (buffer.byteLength === 0) {
    throw new ERR_INVALID_ARG_VALUE(
      'buffer', buffer, 'is empty and cannot be written');
  }
  validateOffsetAndLength(offset, length, buffer.byteLength);
  return native.read(request.start(), fd, buffer, offset, length, position);
}

/**
 * Arguments of a write in any of their shapes: (view, offset, length,
 * position), (view, options), (string, position, encoding).
 * @returns {{buffer, offset: number, length: number, position: number}}
 */
function toWriteArguments(data, offset, length, position) {
  validateStringOrView(data, 'buffer');
  if (typeof data === 'string') {
    const buffer = Buffer.from(data, checkedEncoding(data, length));
    return { buffer, offset: 0, length: buffer.length,
             position: toWritePosition(offset) };
  }
  if (offset !== null && typeof offset === 'object') {
    ({ offset = 0, length = data.byteLength - offset, position = null } =
      offset);
  }
  if (offset === undefined || offset === null || typeof offset === 'function') {
    offset = 0;
  } else {
    validateInteger(offset, 'offset', 0);
  }
  if (typeof length !== 'number') length = data.byteLength - offset;
  validateWriteRange(offset, length, data.byteLength);
  return { buffer: data, offset, length,
           position: toWritePosition(position) };
}

function validateWriteRange(offset, length, size) {
  if (offset > size) throw new ERR_OUT_OF_RANGE('offset', `<= ${size}`, offset);
  if (length > size - offset) {
    throw new ERR_OUT_OF_RANGE('length', `<= ${size - offset}`, length);
  }
  validateInt32(length, 'length', 0);
}

function checkedEncoding(data, encoding) {
  if (typeof encoding !== 'string') return 'utf8';
  if (!Buffer.isEncoding(encoding)) {
    throw new ERR_INVALID_ARG_VALUE(
      'encoding', encoding, 'is invalid encoding');
  }
  if (encoding.toLowerCase() === 'hex' && data.length % 2 !== 0) {
    throw new ERR_INVALID_ARG_VALUE(
      'encoding', encoding, `is invalid for data of length ${data.length}`);
  }
  return encoding;
}

/** The operation of a write; `args` are those of toWriteArguments. */
function write(request, fd, { buffer, offset, length, position }) {
  fd = toFd(fd);
  return native.write(request.start(), fd, buffer, offset, length, position);
}

function readVector(request, fd, buffers, position) {
  fd = toFd(fd);
  validateViews(buffers);
  if (buffers.length === 0) return request.settle(0);
  return native.readVector(request.start(), fd, buffers,
                           toWritePosition(position));
}

function writeVector(request, fd, buffers, position) {
  fd = toFd(fd);
  validateViews(buffers);
  if (buffers.length === 0) return request.settle(0);
  return native.writeVector(request.start(), fd, buffers,
                            toWritePosition(position));
}

exports.read = read;
exports.readVector = readVector;
exports.toReadArguments = toReadArguments;
exports.toWriteArguments = toWriteArguments;
exports.write = write;
exports.writeVector = writeVector;
