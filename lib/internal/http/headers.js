'use strict';
/**
 * Header fields: which names and values are allowed, how a request's head is
 * cut into them, and how repeated fields join (RFC 9110, and Node's rules).
 *
 * @module internal/http/headers
 */

const {
  codes: {
    ERR_HTTP_INVALID_HEADER_VALUE,
    ERR_INVALID_CHAR,
    ERR_INVALID_HTTP_TOKEN,
  },
  hideStackFrames,
} = require('internal/errors/errors');

/** What RFC 9110 calls a token. */
const kToken = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const kInvalidValue = /[^\t\x20-\x7e\x80-\xff]/;

/** @returns {boolean} whether `value` may name a field or a method */
function isToken(value) {
  return kToken.test(value);
}

/** @returns {boolean} whether `value` has a character that no field may have */
function hasInvalidChar(value) {
  return kInvalidValue.test(value);
}

/**
 * @param {string} name
 * @param {string} [label] what the error calls it
 * @throws {ERR_INVALID_HTTP_TOKEN}
 */
const validateHeaderName = hideStackFrames((name, label) => {
  if (typeof name !== 'string' || name === '' || !kToken.test(name)) {
    throw new ERR_INVALID_HTTP_TOKEN(label || 'Header name', name);
  }
});

/**
 * @param {string} name for the message
 * @param {*} value
 * @throws {ERR_HTTP_INVALID_HEADER_VALUE|ERR_INVALID_CHAR}
 */
const validateHeaderValue = hideStackFrames((name, value) => {
  if (value === undefined) {
    throw new ERR_HTTP_INVALID_HEADER_VALUE(value, name);
  }
  if (kInvalidValue.test(value)) {
    throw new ERR_INVALID_CHAR('header content', name);
  }
});

// What a repeated field does: the first one stands (0), values joined by a
// comma (1), by "; " (2), or always an array (3).
const kFirst = 0;
const kComma = 1;
const kSemicolon = 2;
const kArray = 3;

const joinRules = new Map([['cookie', kSemicolon], ['set-cookie', kArray]]);
for (const name of [
  'age', 'authorization', 'content-length', 'content-type', 'etag', 'expires',
  'from', 'host', 'if-modified-since', 'if-unmodified-since', 'last-modified',
  'location', 'max-forwards', 'proxy-authorization', 'referer', 'retry-after',
  'server', 'user-agent',
]) {
  joinRules.set(name, kFirst);
}

// Lower-case forms of the names that occur, so that the usual ones cost one
// look-up and no new string. Bounded: a client chooses the names.
const lowerCased = new Map();
const kLowerCasedLimit = 512;

/** @returns {string} `name` in lower case */
function lowerCase(name) {
  let lower = lowerCased.get(name);
  if (lower === undefined) {
    lower = name.toLowerCase();
    if (lowerCased.size < kLowerCasedLimit && name.length < 64) {
      lowerCased.set(name, lower);
    }
  }
  return lower;
}

/**
 * Adds a field to a headers object as `message.headers` shows it.
 *
 * @param {object} into keys in lower case
 * @param {string} name as received
 * @param {string} value
 * @param {boolean} joinDuplicates join what otherwise keeps only the first
 */
function addField(into, name, value, joinDuplicates) {
  const lower = lowerCase(name);
  const existing = into[lower];
  // What Object.prototype has under such a name is no field.
  if (typeof existing !== 'string' && !Array.isArray(existing)) {
    into[lower] = lower === 'set-cookie' ? [value] : value;
    return;
  }
  switch (joinRules.get(lower) ?? kComma) {
    case kArray:
      existing.push(value);
      break;
    case kSemicolon:
      into[lower] = `${existing}; ${value}`;
      break;
    case kComma:
      into[lower] = `${existing}, ${value}`;
      break;
    default:
      if (joinDuplicates) into[lower] = `${existing}, ${value}`;
  }
}

function isBlank(code) {
  return code === 0x20 || code === 0x09;
}

/**
 * Cuts the fields out of a head (or of trailers) that the parser has accepted:
 * lines of `name:value` that end in CRLF, up to an empty line or the end.
 *
 * @param {string} text
 * @param {number} start where the first field's line begins
 * @param {number} limit at most this many fields; 0: all
 * @returns {string[]} name, value, name, value …, as received
 */
function cutFields(text, start, limit) {
  const fields = [];
  const end = text.length;
  const most = limit > 0 ? limit * 2 : Infinity;
  while (start < end && fields.length < most) {
    let lineEnd = text.indexOf('\r\n', start);
    if (lineEnd === start) break;
    if (lineEnd === -1) lineEnd = end;
    const colon = text.indexOf(':', start);
    let from = colon + 1;
    let to = lineEnd;
    while (from < to && isBlank(text.charCodeAt(from))) ++from;
    while (to > from && isBlank(text.charCodeAt(to - 1))) --to;
    fields.push(text.slice(start, colon), text.slice(from, to));
    start = lineEnd + 2;
  }
  return fields;
}

/** Without the spaces and tabs around it. */
function trimBlanks(text) {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) ++from;
  while (to > from && isBlank(text.charCodeAt(to - 1))) --to;
  return text.slice(from, to);
}

/**
 * As cutFields, for fields that a lenient parser let pass: any line end, blanks
 * around the name, folded lines, which are put together as they are.
 * @param {string} text
 * @param {number} start
 * @param {number} limit
 * @returns {string[]}
 */
function cutFieldsLeniently(text, start, limit) {
  const fields = [];
  const most = limit > 0 ? limit * 2 : Infinity;
  for (const line of text.slice(start).split(/\r\n|\n|\r/)) {
    if (line === '' || fields.length >= most) break;
    if (isBlank(line.charCodeAt(0)) && fields.length > 0) {
      fields[fields.length - 1] += line;
      continue;
    }
    const colon = line.indexOf(':');
    if (colon === -1) continue;
    fields.push(line.slice(0, colon), line.slice(colon + 1));
  }
  return fields.map(trimBlanks);
}

module.exports = {
  addField,
  cutFields,
  cutFieldsLeniently,
  hasInvalidChar,
  isToken,
  lowerCase,
  validateHeaderName,
  validateHeaderValue,
};
