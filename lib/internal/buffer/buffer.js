'use strict';

/**
 * The methods of Buffer.prototype between bytes and strings, and what else of
 * Buffer is worth a native call.
 *
 * Native contract, binding 'buffer' (a, b, buf: any ArrayBufferView; offsets
 * and lengths in bytes, inside of it):
 *   kMaxLength, kStringMaxLength: numbers
 *   byteLengthUtf8(string): number
 *   utf8Slice, latin1Slice, asciiSlice, ucs2Slice, hexSlice, base64Slice,
 *   base64urlSlice: methods of a view, (start = 0, end = length) => string;
 *     out of range is clamped; undefined if the string would be too long
 *   utf8Write, latin1Write, asciiWrite, ucs2Write, hexWrite, base64Write,
 *   base64urlWrite: methods of a view,
 *     (string, offset = 0, length = rest) => bytes written; whole characters
 *     only; what is beyond the end is clamped
 *   utf8WriteAt(memory: ArrayBuffer, offset, string): number   bytes written;
 *                                        there is room for all
 *   base64Length(string): number         bytes that the string decodes to, at
 *                                        most
 *   compare(a, b): -1 | 0 | 1
 *   copy(source, target, targetStart, sourceStart, length): void
 *   indexOf(haystack, needle, offset, forward, step): number
 *                                        step 2: only at even distances
 *   swap(buf, size: 2|4|8): void         length is a multiple of size
 *   isUtf8(buf), isAscii(buf): boolean
 */

const {
  codes: { ERR_STRING_TOO_LONG, ERR_UNKNOWN_ENCODING },
} = require('internal/errors/errors');
const { normalizeEncoding } = require('internal/encoding/encodings');
const native = binding('buffer');

/**
 * What each encoding can do. `write` and `slice` name methods of the buffer;
 * `byteLength` is an upper bound that is exact, except for base64 with foreign
 * characters in it.
 */
class Encoding {
  constructor(name, write, slice, byteLength) {
    this.name = name;
    this.write = write;
    this.slice = slice;
    this.byteLength = byteLength;
  }
}

const oneByte = (string) => string.length;
const encodings = {
  __proto__: null,
  utf8: new Encoding('utf8', native.utf8Write, native.utf8Slice,
                     native.byteLengthUtf8),
  utf16le: new Encoding('utf16le', native.ucs2Write, native.ucs2Slice,
                        (string) => string.length * 2),
  latin1: new Encoding('latin1', native.latin1Write, native.latin1Slice,
                       oneByte),
  ascii: new Encoding('ascii', native.asciiWrite, native.asciiSlice, oneByte),
  hex: new Encoding('hex', native.hexWrite, native.hexSlice,
                    (string) => string.length >>> 1),
  base64: new Encoding('base64', native.base64Write, native.base64Slice,
                       native.base64Length),
  base64url: new Encoding('base64url', native.base64urlWrite,
                          native.base64urlSlice, native.base64Length),
};

/** The Encoding of that name; undefined for an unknown name. */
function encodingOf(name) {
  return encodings[normalizeEncoding(name)];
}

/** The same; throws for an unknown name. */
function requireEncoding(name) {
  // Here, what is empty is no name.
  const encoding = name === null || name === '' ?
    undefined : encodings[normalizeEncoding(name)];
  if (encoding === undefined) throw new ERR_UNKNOWN_ENCODING(name);
  return encoding;
}

/** The bytes from `start` to `end` as a string. */
function decode(buffer, encoding, start, end) {
  const string = encoding.slice.call(buffer, start, end);
  if (string === undefined) {
    throw new ERR_STRING_TOO_LONG(native.kStringMaxLength);
  }
  return string;
}

/** Defines the methods that old code and string_decoder call directly. */
function defineConversions(prototype) {
  for (const name of ['utf8', 'latin1', 'ascii', 'ucs2', 'hex', 'base64',
                      'base64url']) {
    prototype[`${name}Slice`] = native[`${name}Slice`];
    prototype[`${name}Write`] = native[`${name}Write`];
  }
}

exports.encodings = encodings;
exports.encodingOf = encodingOf;
exports.requireEncoding = requireEncoding;
exports.decode = decode;
exports.defineConversions = defineConversions;
exports.native = native;
