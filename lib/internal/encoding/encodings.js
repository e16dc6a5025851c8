'use strict';

/**
 * Names of the encodings between strings and bytes.
 */

const kNames = new Map([
  ['utf8', 'utf8'],
  ['utf-8', 'utf8'],
  ['ucs2', 'utf16le'],
  ['ucs-2', 'utf16le'],
  ['utf16le', 'utf16le'],
  ['utf-16le', 'utf16le'],
  ['latin1', 'latin1'],
  ['binary', 'latin1'],
  ['base64', 'base64'],
  ['base64url', 'base64url'],
  ['hex', 'hex'],
  ['ascii', 'ascii'],
]);

/**
 * The canonical name of an encoding: 'utf8', 'utf16le', 'latin1', 'base64',
 * 'base64url', 'hex' or 'ascii'. Undefined for an unknown one; what is empty
 * means UTF-8.
 * @param {any} encoding
 */
function normalizeEncoding(encoding) {
  if (encoding === 'utf8' || encoding === undefined || encoding === null ||
      encoding === '') {
    return 'utf8';
  }
  return kNames.get(encoding) ?? kNames.get(`${encoding}`.toLowerCase());
}

exports.normalizeEncoding = normalizeEncoding;
