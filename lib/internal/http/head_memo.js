'use strict';
/**
 * HeadMemo: a server's recent heads. Most servers answer most requests with the
 * same few fields; then the head that was made (and flattened, when it was sent)
 * for the last such answer is used again, and nothing is checked or joined twice.
 *
 * An entry holds everything that a head is made from, and applies only where all
 * of it is equal. The Date is part of it, so entries live for a second at most.
 *
 * @module internal/http/head_memo
 */

const { utcDate } = require('internal/http/date');

const kEntries = 8; // a power of two
const kMostFields = 12;
const kLongestHead = 4096;
// Requests that are not looked up after a miss, at most: a server whose heads
// all differ pays next to nothing.
const kLongestRest = 64;

class Entry {
  constructor(message, code, flags, date) {
    this.code = code;
    this.flags = flags;
    this.date = date;
    this.contentLength = message._contentLength;
    this.statusMessage = message.statusMessage;
    this.keepAliveTimeout = message._keepAliveTimeout;
    this.maxRequests = message._maxRequestsPerSocket;
    this.names = [];
    this.values = [];
    // What comes out.
    this.text = '';
    this.last = false;
    this.chunked = false;
    this.keepAlive = false;
    this.contentLengthAfter = null;
  }
}

/** All that a head depends on and that is true or false. */
function flagsOf(message) {
  return (message.sendDate ? 1 : 0) |
    (message.shouldKeepAlive ? 2 : 0) |
    (message._removedConnection ? 4 : 0) |
    (message._removedContLen ? 8 : 0) |
    (message._removedTE ? 16 : 0) |
    (message._defaultKeepAlive ? 32 : 0) |
    (message.useChunkedEncodingByDefault ? 64 : 0) |
    (message._hasBody ? 128 : 0) |
    (message.chunkedEncoding ? 256 : 0) |
    (message.maxRequestsOnConnectionReached ? 512 : 0) |
    (message._last ? 1024 : 0);
}

/** Whether these are the fields of the entry, in its order. */
function sameFields(entry, fields, own) {
  const { names, values } = entry;
  let i = 0;
  if (own) {
    for (const lower in fields) {
      const field = fields[lower];
      if (names[i] !== field[0] || values[i] !== field[1]) return false;
      ++i;
    }
  } else if (fields) {
    if (Array.isArray(fields)) return false;
    for (const name in fields) {
      if (names[i] !== name || values[i] !== fields[name]) return false;
      ++i;
    }
  }
  return i === names.length;
}

function isPlainValue(value) {
  return typeof value === 'string' || typeof value === 'number';
}

/** Notes the fields; false when they are of a kind that is not kept. */
function takeFields(entry, fields, own) {
  const { names, values } = entry;
  if (!fields) return true;
  if (!own) {
    if (Array.isArray(fields)) return false;
    const prototype = Object.getPrototypeOf(fields);
    if (prototype !== Object.prototype && prototype !== null) return false;
  }
  for (const key in fields) {
    const name = own ? fields[key][0] : key;
    const value = own ? fields[key][1] : fields[key];
    if (!isPlainValue(value) || names.length === kMostFields ||
        key.length === 6 && key.toLowerCase() === 'expect') {
      return false;
    }
    names.push(name);
    values.push(value);
  }
  return true;
}

class HeadMemo {
  constructor() {
    this.entries = new Array(kEntries).fill(null);
    this.rest = 0;
    this.resting = 0;
  }

  /**
   * Gives the message its head if it is known.
   *
   * @param {ServerResponse} message
   * @param {number} code
   * @param {object|null} fields what setHeader collected (`own`), or an object
   * @param {boolean} own
   * @returns {Entry|null|undefined} undefined: done. Else call _storeHeader, and
   *   then `keep` with this.
   */
  apply(message, code, fields, own) {
    if (this.resting > 0) {
      --this.resting;
      return null;
    }
    const flags = flagsOf(message);
    const slot = (code ^ (message._contentLength | 0)) & (kEntries - 1);
    const entry = this.entries[slot];
    const date = message.sendDate ? utcDate() : '';
    if (entry !== null && entry.date === date && entry.flags === flags &&
        entry.code === code &&
        entry.contentLength === message._contentLength &&
        entry.statusMessage === message.statusMessage &&
        entry.keepAliveTimeout === message._keepAliveTimeout &&
        entry.maxRequests === message._maxRequestsPerSocket &&
        sameFields(entry, fields, own)) {
      this.rest = 0;
      message._header = entry.text;
      message._headerSent = false;
      message._last = entry.last;
      message.chunkedEncoding = entry.chunked;
      message.shouldKeepAlive = entry.keepAlive;
      message._contentLength = entry.contentLengthAfter;
      return undefined;
    }
    if (entry !== null && entry.date === date) {
      this.rest = Math.min(this.rest * 2 + 1, kLongestRest);
      this.resting = this.rest;
    }
    const fresh = new Entry(message, code, flags, date);
    if (!takeFields(fresh, fields, own)) {
      this.resting = this.rest = kLongestRest;
      return null;
    }
    return fresh;
  }

  /** @param {Entry|null} entry what apply returned, the head being made now */
  keep(entry, message) {
    if (entry === null || message._header.length > kLongestHead) return;
    entry.text = message._header;
    entry.last = message._last;
    entry.chunked = message.chunkedEncoding;
    entry.keepAlive = message.shouldKeepAlive;
    entry.contentLengthAfter = message._contentLength;
    const slot = (entry.code ^ (entry.contentLength | 0)) & (kEntries - 1);
    this.entries[slot] = entry;
  }
}

module.exports = { HeadMemo };
