'use strict';
/**
 * The head of an outgoing message: its fields as they were given, and those that
 * follow by rule: Date, Connection, Keep-Alive, Content-Length or
 * Transfer-Encoding (RFC 9112, and Node's choices).
 *
 * @module internal/http/outgoing_head
 */

const {
  codes: { ERR_HTTP_TRAILER_INVALID, ERR_INVALID_ARG_VALUE },
} = require('internal/errors/errors');
const { utcDate } = require('internal/http/date');
const { lowerCase, validateHeaderName, validateHeaderValue } =
  require('internal/http/headers');

/** Fields set before the head is made: lower-case name → [name, value]. */
const kFields = Symbol('kFields');
/** Fields whose several values share one line (option uniqueHeaders). */
const kUniqueHeaders = Symbol('kUniqueHeaders');
const kClose = /(?:^|\W)close(?:$|\W)/i;
const kChunk = /(?:^|\W)chunked(?:$|\W)/i;

/**
 * What a head has said so far, while it is being made, and what of the message it
 * changes as it was before.
 */
class HeadState {
  constructor(message) {
    this.last = message._last;
    this.keepAlive = message.shouldKeepAlive;
    this.chunked = message.chunkedEncoding;
    this.length = message._contentLength;
    this.removedConnection = message._removedConnection;
    this.removedLength = message._removedContLen;
    this.removedEncoding = message._removedTE;
    this.defaultKeepAlive = message._defaultKeepAlive;
    this.text = '';
    this.connection = false;
    this.contentLength = false;
    this.transferEncoding = false;
    this.date = false;
    this.expect = false;
    this.trailer = false;
  }

  /** Nothing of a head that failed stays: another one may be made. */
  putBack(message) {
    message._last = this.last;
    message.shouldKeepAlive = this.keepAlive;
    message.chunkedEncoding = this.chunked;
    message._contentLength = this.length;
    message._removedConnection = this.removedConnection;
    message._removedContLen = this.removedLength;
    message._removedTE = this.removedEncoding;
    message._defaultKeepAlive = this.defaultKeepAlive;
  }
}

/** What the fields say that decide about framing and the connection's fate. */
const notes = {
  __proto__: null,
  'connection'(message, state, value) {
    message._removedConnection = false;
    state.connection = true;
    if (kClose.test(value)) message._last = true;
    else message.shouldKeepAlive = true;
  },
  'content-length'(message, state, value) {
    message._removedContLen = false;
    message._contentLength = Number(value);
    state.contentLength = true;
  },
  'date'(message, state) {
    state.date = true;
  },
  'expect'(message, state) {
    state.expect = true;
  },
  'keep-alive'(message) {
    message._defaultKeepAlive = false;
  },
  'trailer'(message, state) {
    state.trailer = true;
  },
  'transfer-encoding'(message, state, value) {
    message._removedTE = false;
    state.transferEncoding = true;
    if (kChunk.test(value)) message.chunkedEncoding = true;
  },
};
/** The lengths of their names, a bit each: most others are told by that. */
const kNotedLengths = Object.keys(notes)
  .reduce((bits, name) => bits | (1 << name.length), 0);

function noteField(message, state, name, value) {
  if ((kNotedLengths & (1 << name.length)) === 0) return;
  notes[lowerCase(name)]?.(message, state, value);
}

function addLine(message, state, name, value, validate) {
  if (validate) validateHeaderValue(name, value);
  // File names in it are Latin-1 that stands for UTF-8, says Node, unless the
  // head was made before the body's length was known.
  if (name.length === 19 && message._contentLength &&
      lowerCase(name) === 'content-disposition') {
    value = Buffer.from(String(value), 'latin1').toString();
  }
  state.text += `${name}: ${value}\r\n`;
  noteField(message, state, name, value);
}

/** Adds a field, on one line or on one for each of its values. */
function addHeadField(message, state, name, value, validate) {
  if (validate) validateHeaderName(name);
  if (Array.isArray(value)) {
    const lower = lowerCase(name);
    const unique = message[kUniqueHeaders];
    const join = (value.length >= 2 && lower === 'cookie') ||
      (unique !== null && unique.has(lower));
    if (!join) {
      for (let i = 0; i < value.length; i++) {
        addLine(message, state, name, value[i], validate);
      }
      return;
    }
    value = value.join('; ');
  }
  addLine(message, state, name, value, validate);
}

function addHeadFields(message, state, headers) {
  if (headers === message[kFields]) {
    for (const lower in headers) {
      const field = headers[lower];
      addHeadField(message, state, field[0], field[1], false);
    }
  } else if (Array.isArray(headers)) {
    if (headers.length > 0 && Array.isArray(headers[0])) {
      for (const [name, value] of headers) {
        addHeadField(message, state, name, value, true);
      }
    } else {
      if (headers.length % 2 !== 0) {
        throw new ERR_INVALID_ARG_VALUE('headers', headers);
      }
      for (let i = 0; i < headers.length; i += 2) {
        addHeadField(message, state, headers[i], headers[i + 1], true);
      }
    }
  } else {
    for (const name in headers) {
      if (Object.prototype.hasOwnProperty.call(headers, name)) {
        addHeadField(message, state, name, headers[name], true);
      }
    }
  }
}

/** The Connection and Keep-Alive lines, and whether this message is the last. */
function addConnection(message, state) {
  if (message._removedConnection) {
    message._last = !message.shouldKeepAlive;
    return;
  }
  if (state.connection) return;
  const keep = message.shouldKeepAlive &&
    (state.contentLength || message.useChunkedEncodingByDefault ||
     message.agent !== undefined);
  if (!keep) {
    message._last = true;
    state.text += 'Connection: close\r\n';
    return;
  }
  if (message.maxRequestsOnConnectionReached) {
    message._last = true;
    state.text += 'Connection: close\r\n';
    return;
  }
  state.text += 'Connection: keep-alive\r\n';
  if (message._keepAliveTimeout > 0 && message._defaultKeepAlive) {
    const seconds = Math.floor(message._keepAliveTimeout / 1000);
    const most = message._maxRequestsPerSocket > 0 ?
      `, max=${message._maxRequestsPerSocket}` : '';
    state.text += `Keep-Alive: timeout=${seconds}${most}\r\n`;
  }
}

/** How the end of the body will be known. */
function addFraming(message, state) {
  if (state.contentLength || state.transferEncoding) return;
  if (!message._hasBody) {
    message.chunkedEncoding = false;
  } else if (!message.useChunkedEncodingByDefault) {
    message._last = true;
  } else if (!state.trailer && !message._removedContLen &&
             typeof message._contentLength === 'number') {
    state.text += `Content-Length: ${message._contentLength}\r\n`;
  } else if (!message._removedTE) {
    state.text += 'Transfer-Encoding: chunked\r\n';
    message.chunkedEncoding = true;
  } else {
    // Neither a length nor chunks: only the connection's end tells.
    message._last = true;
  }
}

/**
 * Makes the head, and notes in the message what it decides: how the body is
 * framed, and whether this message is the connection's last.
 *
 * @param {OutgoingMessage} message
 * @param {string} firstLine with its CRLF
 * @param {object|Array|null} headers
 * @returns {boolean} whether the peer is to see it at once (Expect)
 */
function makeHead(message, firstLine, headers) {
  const state = new HeadState(message);
  state.text = firstLine;
  try {
    addAll(message, state, headers);
  } catch (error) {
    state.putBack(message);
    throw error;
  }
  message._header = `${state.text}\r\n`;
  message._headerSent = false;
  return state.expect;
}

function addAll(message, state, headers) {
  if (headers) addHeadFields(message, state, headers);
  if (message.sendDate && !state.date) state.text += `Date: ${utcDate()}\r\n`;
  if (message.chunkedEncoding &&
      (message.statusCode === 204 || message.statusCode === 304)) {
    // Chunks after a head that ends the message would be the next message.
    message.chunkedEncoding = false;
    message.shouldKeepAlive = false;
  }
  addConnection(message, state);
  addFraming(message, state);
  if (!message.chunkedEncoding && state.trailer) {
    throw new ERR_HTTP_TRAILER_INVALID();
  }
}

module.exports = { kFields, kUniqueHeaders, makeHead };
