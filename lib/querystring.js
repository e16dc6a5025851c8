'use strict';

/** node:querystring. */

const { codes: { ERR_INVALID_URI } } = require('internal/errors/errors');

const kHexDigits = new Int8Array(256).fill(-1);
for (let i = 0; i < 16; i++) {
  const digit = i.toString(16);
  kHexDigits[digit.charCodeAt(0)] = i;
  kHexDigits[digit.toUpperCase().charCodeAt(0)] = i;
}

/**
 * The bytes of a string with %xx sequences; broken ones stand for themselves.
 * @param {string} string
 * @param {boolean} [decodeSpaces] plus signs become spaces
 */
function unescapeBuffer(string, decodeSpaces) {
  const out = Buffer.allocUnsafe(Buffer.byteLength(string));
  const bytes = Buffer.from(string);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    let byte = bytes[i];
    if (byte === 37 && i + 2 < bytes.length) {
      const high = kHexDigits[bytes[i + 1]];
      const low = kHexDigits[bytes[i + 2]];
      if (high >= 0 && low >= 0) {
        byte = high << 4 | low;
        i += 2;
      }
    } else if (byte === 43 && decodeSpaces) {
      byte = 32;
    }
    out[length++] = byte;
  }
  return out.subarray(0, length);
}

/** What `parse` decodes with; programs may replace it. */
function unescape(string, decodeSpaces) {
  try {
    return decodeURIComponent(string);
  } catch {
    return QueryString.unescapeBuffer(string, decodeSpaces).toString();
  }
}

const kPlain = /^[\w\-.!~*'()]*$/;

/** What `stringify` encodes with. */
function escape(string) {
  if (typeof string !== 'string') {
    string = typeof string === 'object' ? String(string) : `${string}`;
  }
  if (kPlain.test(string)) return string;
  try {
    return encodeURIComponent(string);
  } catch {
    // A surrogate takes whatever follows it for its other half.
    const joined = string.replace(/[\ud800-\udfff]([^])/g, (pair, second) =>
      String.fromCodePoint(0x10000 + ((pair.charCodeAt(0) & 0x3ff) << 10 |
                                      second.charCodeAt(0) & 0x3ff)));
    if (!joined.isWellFormed()) throw new ERR_INVALID_URI();
    return encodeURIComponent(joined);
  }
}

function primitiveText(value) {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return `${value}`;
  if (typeof value === 'bigint' || typeof value === 'boolean') {
    return `${value}`;
  }
  return '';
}

/**
 * @param {object} object
 * @param {string} [separator] '&'
 * @param {string} [equals] '='
 * @param {{encodeURIComponent?: (s: string) => string}} [options]
 */
function stringify(object, separator, equals, options) {
  separator = separator || '&';
  equals = equals || '=';
  let encode = QueryString.escape;
  if (typeof options?.encodeURIComponent === 'function') {
    encode = options.encodeURIComponent;
  }
  if (object === null || typeof object !== 'object') return '';
  const pairs = [];
  for (const key of Object.keys(object)) {
    const value = object[key];
    const name = encode(primitiveText(key)) + equals;
    if (Array.isArray(value)) {
      for (const item of value) pairs.push(name + encode(primitiveText(item)));
    } else {
      pairs.push(name + encode(primitiveText(value)));
    }
  }
  return pairs.join(separator);
}

/** Decodes one name or value. */
function decodePart(text, decode) {
  const spaced = text.includes('+') ? text.replace(/\+/g, ' ') : text;
  if (decode === undefined) {
    return spaced.includes('%') ? QueryString.unescape(spaced) : spaced;
  }
  try {
    return decode(text.replace(/\+/g, '%20'));
  } catch {
    return QueryString.unescape(spaced, true);
  }
}

/**
 * @param {string} string without '?'
 * @param {string} [separator]
 * @param {string} [equals]
 * @param {{maxKeys?: number, decodeURIComponent?: (s: string) => string}}
 *   [options] maxKeys: 1000; 0 is no limit
 */
function parse(string, separator, equals, options) {
  const result = { __proto__: null };
  if (typeof string !== 'string' || string.length === 0) return result;
  separator = separator ? `${separator}` : '&';
  equals = equals ? `${equals}` : '=';
  let limit = 1000;
  if (typeof options?.maxKeys === 'number') limit = options.maxKeys;
  let decode;
  if (typeof options?.decodeURIComponent === 'function') {
    decode = options.decodeURIComponent;
  } else if (QueryString.unescape !== unescape) {
    decode = QueryString.unescape;
  }
  let count = 0;
  for (const pair of string.split(separator)) {
    // Empty pairs count, too.
    if (limit > 0 && count++ >= limit) break;
    if (pair === '') continue;
    const at = pair.indexOf(equals);
    const rawName = at === -1 ? pair : pair.slice(0, at);
    const rawValue = at === -1 ? '' : pair.slice(at + equals.length);
    const name = decodePart(rawName, decode);
    const value = decodePart(rawValue, decode);
    const present = result[name];
    if (present === undefined) result[name] = value;
    else if (Array.isArray(present)) present.push(value);
    else result[name] = [present, value];
  }
  return result;
}

const QueryString = module.exports = {
  unescapeBuffer,
  unescape,
  escape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};
