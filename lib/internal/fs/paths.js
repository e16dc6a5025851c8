'use strict';

/**
 * Paths as users give them: strings, Buffers and file: URLs.
 */

const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_FILE_URL_HOST,
    ERR_INVALID_FILE_URL_PATH,
    ERR_INVALID_URL_SCHEME,
  },
} = require('internal/errors/errors');
const { isUint8Array } = require('internal/util/types');

/** Whether the value is a URL object, of whatever realm or library. */
function isUrl(value) {
  return typeof value === 'object' && value !== null &&
         typeof value.href === 'string' && typeof value.protocol === 'string' &&
         value.auth === undefined && value.path === undefined;
}

/** The path that a file: URL names. */
function pathOfUrl(url) {
  if (url.protocol !== 'file:') throw new ERR_INVALID_URL_SCHEME('file');
  if (url.hostname !== '') {
    throw new ERR_INVALID_FILE_URL_HOST(process.platform);
  }
  const { pathname } = url;
  if (/%2f/i.test(pathname)) {
    throw new ERR_INVALID_FILE_URL_PATH(
      'must not include encoded / characters', url.href);
  }
  return decodeURIComponent(pathname);
}

/**
 * A path that native code takes.
 * @param {string|Buffer|URL} value
 * @param {string} [name] of the argument, for the error
 * @returns {string|Uint8Array}
 */
function toPath(value, name = 'path') {
  if (typeof value === 'string') {
    if (value.includes('\u0000')) throw nullBytes(name, value);
    return value;
  }
  if (isUint8Array(value)) {
    if (value.includes(0)) throw nullBytes(name, value);
    return value;
  }
  if (isUrl(value)) return toPath(pathOfUrl(value), name);
  throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], value);
}

function nullBytes(name, value) {
  return new ERR_INVALID_ARG_VALUE(
    name, value, 'must be a string, Uint8Array, or URL without null bytes');
}

exports.isUrl = isUrl;
exports.toPath = toPath;
