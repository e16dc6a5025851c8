'use strict';

/**
 * The errors of engines.
 *
 * Native contract, binding 'zlib':
 *   failure(engine): [code, number, message]   of what its codec failed in
 */

const {
  codes: { ERR_BUFFER_TOO_LARGE, ERR_TRAILING_JUNK_AFTER_STREAM_END },
} = require('internal/errors/errors');

const { failure } = binding('zlib');

/** @param {any} engine whose codec has failed */
function codecError(engine) {
  const [code, errno, message] = /** @type {[string, number, string]} */ (
    failure(engine));
  return Object.assign(new Error(message), { errno, code });
}

/** There was no memory for the result. */
function memoryError() {
  return new RangeError('Array buffer allocation failed');
}

function tooLargeError(limit) {
  return new ERR_BUFFER_TOO_LARGE(limit);
}

function garbageError() {
  return new ERR_TRAILING_JUNK_AFTER_STREAM_END();
}

exports.codecError = codecError;
exports.garbageError = garbageError;
exports.memoryError = memoryError;
exports.tooLargeError = tooLargeError;
