'use strict';
/**
 * OutgoingMessage: the head and the body of a message that is being written.
 *
 * It makes the head as one string and hands the body on in pieces; where the
 * bytes go is a *sink*: the native connection of a server's response (see
 * response.js), a stream given by assignSocket, or, until there is either, a list
 * that waits. What is written within one tick leaves as one chunk once the message
 * owns its connection; before that each write is a chunk.
 *
 * Follows Node's http.OutgoingMessage and RFC 9112.
 *
 * @module internal/http/outgoing
 */

const EventEmitter = require('events');
const { Stream } = require('stream');
const {
  codes: {
    ERR_HTTP_BODY_NOT_ALLOWED,
    ERR_HTTP_CONTENT_LENGTH_MISMATCH,
    ERR_HTTP_HEADERS_SENT,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_CHAR,
    ERR_METHOD_NOT_IMPLEMENTED,
    ERR_STREAM_ALREADY_FINISHED,
    ERR_STREAM_CANNOT_PIPE,
    ERR_STREAM_DESTROYED,
    ERR_STREAM_NULL_VALUES,
    ERR_STREAM_WRITE_AFTER_END,
    ERR_UNKNOWN_ENCODING,
  },
} = require('internal/errors/errors');
const { isUint8Array } = require('internal/util/types');
const { validateString } = require('internal/util/validators');
const {
  hasInvalidChar,
  lowerCase,
  validateHeaderName,
  validateHeaderValue,
} = require('internal/http/headers');
const { kFields, kUniqueHeaders, makeHead } =
  require('internal/http/outgoing_head');
const {
  kCheckPressure, kClosedFlag, kContext, kCorked, kDestroyed, kDetached,
  kDrainTo, kEmitDrain, kEmitFinish, kEndCallbacks, kFinishEmitted,
  kHighWaterMark, kIsOver, kListenLate, kNeedDrain, kOutput, kQueuedBytes,
  kSettle, kSink, kSocket, kSource, kWaits, kWriteCallbacks,
} = require('internal/http/symbols');

// Fields that only this file knows.
const kBytesWritten = Symbol('kBytesWritten');
const kCounted = Symbol('kCounted');
const kCountedBytes = Symbol('kCountedBytes');
const kCountedOf = Symbol('kCountedOf');
const kPending = Symbol('kPending');
const kRejectNonStandardBodyWrites = Symbol('kRejectNonStandardBodyWrites');

const kErrored = Symbol('errored');

// What kSink is told about a write.
const kEnd = 1;

/** Fields by lower-case name; inherits nothing. */
function FieldMap() {}
FieldMap.prototype = Object.create(null);

/**
 * @param {object} [options]
 * @param {number} [options.highWaterMark] bytes
 * @param {boolean} [options.rejectNonStandardBodyWrites]
 */
function OutgoingMessage(options) {
  // Listeners are rare on a response: the emitter's own state comes with the
  // first one (the prototype's defaults serve until then).
  if (EventEmitter.captureRejections) Stream.call(this);
  this[kFields] = null;
  this._header = null;
  this._contentLength = null;
  this[kPending] = null;
  this[kSocket] = null;
  this[kCorked] = 0;
  this[kBytesWritten] = 0;
  this.finished = false;
  this.shouldKeepAlive = true;
  this.chunkedEncoding = false;
  this._hasBody = true;
  this._last = false;
  if (options !== undefined) {
    if (options.highWaterMark !== undefined) {
      this[kHighWaterMark] = options.highWaterMark;
    }
    if (options.rejectNonStandardBodyWrites) {
      this[kRejectNonStandardBodyWrites] = true;
    }
  }
}
Object.setPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
Object.setPrototypeOf(OutgoingMessage, Stream);

// What most messages never change lives here, not in each of them.
Object.assign(OutgoingMessage.prototype, {
  _headerSent: false,
  _trailer: '',
  [kCountedOf]: null,
  [kCounted]: 0,
  [kCountedBytes]: 0,
  _removedConnection: false,
  _removedContLen: false,
  _removedTE: false,
  _defaultKeepAlive: true,
  [kRejectNonStandardBodyWrites]: false,
  [kSource]: null,
  [kWaits]: false,
  _keepAliveTimeout: 0,
  _maxRequestsPerSocket: 0,
  [kDestroyed]: false,
  [kClosedFlag]: false,
  [kDetached]: false,
  [kFinishEmitted]: false,
  [kContext]: undefined, // in which it waits for the system, once there are several
  maxRequestsOnConnectionReached: false,
  writable: true,
  sendDate: false,
  strictContentLength: false,
  useChunkedEncodingByDefault: true,
  [kErrored]: null,
  [kUniqueHeaders]: null,
  [kHighWaterMark]: 64 * 1024,
});

function defineGetters(prototype, getters) {
  for (const name of Object.keys(getters)) {
    Object.defineProperty(prototype, name, {
      __proto__: null,
      configurable: true,
      enumerable: false,
      ...getters[name],
    });
  }
}

defineGetters(OutgoingMessage.prototype, {
  errored: { get() { return this[kErrored]; } },
  closed: { get() { return this._closed; } },
  _closed: {
    get() { this[kSettle](); return this[kClosedFlag]; },
    set(value) { this[kClosedFlag] = value; },
  },
  destroyed: {
    get() { this[kSettle](); return this[kDestroyed]; },
    set(value) { this[kDestroyed] = value; },
  },
  headersSent: { get() { return this._header !== null; }, enumerable: true },
  socket: {
    get() { return this[kSocket]; },
    set(value) { this[kSocket] = value; },
  },
  connection: {
    get() { return this.socket; },
    set(value) { this.socket = value; },
  },
  outputSize: {
    // What has a connection is the connection's.
    get() {
      return this[kSource] !== null && !this[kWaits] ? 0 : this[kQueuedBytes]();
    },
  },
  writableFinished: {
    get() {
      this[kSettle]();
      return this.finished && this[kFinishEmitted];
    },
  },
  writableObjectMode: { get() { return false; } },
  writableLength: { get() { return this[kQueuedBytes](); } },
  writableHighWaterMark: {
    get() { return this[kSocket]?.writableHighWaterMark ?? this[kHighWaterMark]; },
  },
  writableCorked: { get() { return this[kCorked]; } },
  writableEnded: { get() { return this.finished; } },
  writableNeedDrain: {
    get() { return !this.destroyed && !this.finished && this[kNeedDrain] === true; },
  },
});

/** Finds out what happened since; sinks that report lazily override it. */
OutgoingMessage.prototype[kSettle] = function() {};

/** Bytes accepted by write() that the system does not have yet. */
OutgoingMessage.prototype[kQueuedBytes] = function() {
  let bytes = this[kSocket]?.writableLength ?? 0;
  if (this[kOutput] !== undefined) {
    for (const part of this[kOutput]) bytes += part.length;
  }
  return bytes + pendingBytes(this);
};

/**
 * Bytes that wait for the end of the tick, or for an uncork: a chunk, with the
 * head if that is unsent.
 */
function pendingBytes(message) {
  const pending = message[kPending];
  if (pending === null) return 0;
  // Each piece is measured once, whoever asks how often.
  if (message[kCountedOf] !== pending) {
    message[kCountedOf] = pending;
    message[kCounted] = message[kCountedBytes] = 0;
  }
  let i = message[kCounted];
  for (; i < pending.length; i += 2) {
    message[kCountedBytes] += byteLength(pending[i], pending[i + 1]);
  }
  message[kCounted] = i;
  let bytes = message[kCountedBytes];
  if (!message._headerSent && message._header !== null) {
    bytes += message._header.length;
  }
  if (message.chunkedEncoding && message._hasBody && message[kCountedBytes] > 0) {
    bytes += message[kCountedBytes].toString(16).length + 4;
  }
  return bytes;
}

/** A message whose head cannot be made from defaults says so. */
OutgoingMessage.prototype._implicitHeader = function() {
  throw new ERR_METHOD_NOT_IMPLEMENTED('_implicitHeader()');
};

// --- Fields.

function fieldsOf(message) {
  return message[kFields] ?? (message[kFields] = new FieldMap());
}

/**
 * @param {string} name
 * @param {string|number|readonly string[]} value
 * @returns {this}
 */
OutgoingMessage.prototype.setHeader = function setHeader(name, value) {
  if (this._header !== null) throw new ERR_HTTP_HEADERS_SENT('set');
  validateHeaderName(name);
  validateHeaderValue(name, value);
  fieldsOf(this)[lowerCase(name)] = [name, value];
  return this;
};

/**
 * @param {Headers|Map<string, *>} headers
 * @returns {this}
 */
OutgoingMessage.prototype.setHeaders = function setHeaders(headers) {
  if (this._header !== null) throw new ERR_HTTP_HEADERS_SENT('set');
  if (!headers || Array.isArray(headers) ||
      typeof headers.keys !== 'function' || typeof headers.get !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('headers', ['Headers', 'Map'], headers);
  }
  // Headers iterates over each Set-Cookie: they belong together.
  const cookies = [];
  for (const [name, value] of headers) {
    if (name === 'set-cookie') {
      if (Array.isArray(value)) cookies.push(...value); else cookies.push(value);
    } else {
      this.setHeader(name, value);
    }
  }
  if (cookies.length > 0) this.setHeader('set-cookie', cookies);
  return this;
};

/**
 * Adds values to what is set already.
 * @param {string} name
 * @param {string|readonly string[]} value
 * @returns {this}
 */
OutgoingMessage.prototype.appendHeader = function appendHeader(name, value) {
  if (this._header !== null) throw new ERR_HTTP_HEADERS_SENT('append');
  validateHeaderName(name);
  validateHeaderValue(name, value);
  const fields = fieldsOf(this);
  const lower = lowerCase(name);
  const existing = fields[lower];
  if (existing === undefined) {
    fields[lower] = [name, value];
    return this;
  }
  const values = Array.isArray(existing[1]) ? existing[1] : [existing[1]];
  existing[1] = values.concat(value);
  return this;
};

/** @param {string} name @returns {*} what was set */
OutgoingMessage.prototype.getHeader = function getHeader(name) {
  validateString(name, 'name');
  return this[kFields]?.[lowerCase(name)]?.[1];
};

/** @returns {string[]} lower-case names */
OutgoingMessage.prototype.getHeaderNames = function getHeaderNames() {
  return this[kFields] === null ? [] : Object.keys(this[kFields]);
};

/** @returns {string[]} names as they were set */
OutgoingMessage.prototype.getRawHeaderNames = function getRawHeaderNames() {
  return this[kFields] === null ?
    [] : Object.values(this[kFields]).map(([name]) => name);
};

/** @returns {object} a copy, lower-case name → value */
OutgoingMessage.prototype.getHeaders = function getHeaders() {
  const copy = { __proto__: null };
  const fields = this[kFields];
  if (fields !== null) {
    for (const lower of Object.keys(fields)) copy[lower] = fields[lower][1];
  }
  return copy;
};

/** @param {string} name @returns {boolean} */
OutgoingMessage.prototype.hasHeader = function hasHeader(name) {
  validateString(name, 'name');
  return this[kFields] !== null && this[kFields][lowerCase(name)] !== undefined;
};

/** Also turns off what would be sent by itself: Date, Connection, … */
OutgoingMessage.prototype.removeHeader = function removeHeader(name) {
  validateString(name, 'name');
  if (this._header !== null) throw new ERR_HTTP_HEADERS_SENT('remove');
  const lower = lowerCase(name);
  switch (lower) {
    case 'connection': this._removedConnection = true; break;
    case 'content-length': this._removedContLen = true; break;
    case 'transfer-encoding': this._removedTE = true; break;
    case 'date': this.sendDate = false; break;
  }
  if (this[kFields] !== null) delete this[kFields][lower];
};

/**
 * Fields after the body; only a chunked message has room for them.
 * @param {object|Array<[string, string]>} headers
 */
OutgoingMessage.prototype.addTrailers = function addTrailers(headers) {
  let text = '';
  const pairs = Array.isArray(headers) ? headers : Object.entries(headers);
  for (const [name, value] of pairs) {
    validateHeaderName(name, 'Trailer name');
    const values = Array.isArray(value) && value.length > 1 &&
      !this[kUniqueHeaders]?.has(lowerCase(name)) ? value : [value];
    for (const each of values) {
      const shown = Array.isArray(each) ? each.join('; ') : each;
      if (hasInvalidChar(shown)) {
        throw new ERR_INVALID_CHAR('trailer content', name);
      }
      text += `${name}: ${shown}\r\n`;
    }
  }
  this._trailer = text;
};

// --- The head.

/**
 * Makes the head: the first line, the fields, and those that follow by rule.
 *
 * @param {string} firstLine with its CRLF
 * @param {object|Array|null} headers
 */
OutgoingMessage.prototype._storeHeader = function(firstLine, headers) {
  if (makeHead(this, firstLine, headers)) this._flushOutput();
};

/** Sends the head now, so that the peer need not wait for the first byte. */
OutgoingMessage.prototype.flushHeaders = function flushHeaders() {
  if (this._header === null) this._implicitHeader();
  if (this[kPending] === null) {
    this._flushOutput();
  } else if (!this._headerSent && !this[kDestroyed]) {
    // What is pending stays together. It would have given the head its
    // encoding, and does.
    this._headerSent = true;
    const [chunk, encoding] = this[kPending];
    const callbacks = this[kWriteCallbacks];
    this[kWriteCallbacks] = undefined;
    this[kSink](this._header, ['', chunk === '' ? encoding : 'latin1'], 0);
    this[kWriteCallbacks] = callbacks;
  }
};

// --- The body.

function byteLength(chunk, encoding) {
  return typeof chunk === 'string' ?
    Buffer.byteLength(chunk, encoding) : chunk.byteLength;
}

function reportError(message, error, callback) {
  const over = message[kIsOver]();
  process.nextTick(() => {
    if (typeof callback === 'function') callback(error);
    if (!over && !message.destroyed) message.emit('error', error);
  });
}

/** Whether it is done with, so that errors concern nobody any more. */
OutgoingMessage.prototype[kIsOver] = function() {
  return this.destroyed;
};

function checkChunk(chunk) {
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();
  if (typeof chunk !== 'string' && !isUint8Array(chunk)) {
    throw new ERR_INVALID_ARG_TYPE(
      'chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
  }
}

/** @returns {string|undefined} undefined: UTF-8, or no matter */
function checkEncoding(chunk, encoding) {
  if (!encoding || typeof chunk !== 'string') return undefined;
  if (!Buffer.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(encoding);
  return encoding;
}

/**
 * Writes a piece of the body; the head goes before the first.
 *
 * @param {string|Uint8Array} chunk
 * @param {string} [encoding] of a string; 'utf8'
 * @param {function(Error=)} [callback] when the system has it
 * @returns {boolean} false: wait for 'drain'
 */
OutgoingMessage.prototype.write = function write(chunk, encoding, callback) {
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = undefined;
  }
  return writeChunk(this, chunk, encoding, callback, false);
};

function writeChunk(message, chunk, encoding, callback, fromEnd) {
  checkChunk(chunk);
  if (message.finished) {
    reportError(message, new ERR_STREAM_WRITE_AFTER_END(), callback);
    return false;
  }
  if (message[kDestroyed]) {
    reportError(message, new ERR_STREAM_DESTROYED('write'), callback);
    return false;
  }

  let length = -1;
  if (message.strictContentLength && message._hasBody) {
    length = byteLength(chunk, encoding);
    if (typeof message._contentLength === 'number' &&
        (fromEnd ? message[kBytesWritten] + length !== message._contentLength :
          message[kBytesWritten] + length > message._contentLength)) {
      throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(
        length + message[kBytesWritten], message._contentLength);
    }
  }
  // Before anything is decided by this piece.
  if (encoding !== undefined && message._hasBody) {
    encoding = checkEncoding(chunk, encoding);
  }
  if (message._header === null) {
    if (fromEnd && message._contentLength === null) {
      makeLastHead(
        message, length === -1 ? byteLength(chunk, encoding) : length);
    } else {
      message._implicitHeader();
    }
  }
  if (!message._hasBody) {
    if (message[kRejectNonStandardBodyWrites]) {
      throw new ERR_HTTP_BODY_NOT_ALLOWED();
    }
    if (callback) process.nextTick(callback);
    return true;
  }

  if (length !== -1) message[kBytesWritten] += length;
  if (message[kPending] === null) message[kPending] = [chunk, encoding];
  else message[kPending].push(chunk, encoding);
  if (callback) (message[kWriteCallbacks] ??= []).push(callback);
  if (fromEnd) return true;
  if (message[kCorked] === 0) {
    if (ownsConnection(message)) {
      message[kCorked] = 1;
      process.nextTick(uncork, message);
    } else {
      message._flushOutput();
    }
  }
  return message[kCheckPressure]();
}

/** Makes the head of a message whose body, all of it, is `length` bytes. */
function makeLastHead(message, length) {
  const before = message._contentLength;
  message._contentLength = length;
  try {
    message._implicitHeader();
  } catch (error) {
    // Another body, of an error page say, may follow.
    message._contentLength = before;
    throw error;
  }
}

/** Whether what is written would leave now. */
function ownsConnection(message) {
  return !message[kWaits] &&
    (message[kSource] !== null || message[kSocket] !== null);
}

function uncork(message) {
  message.uncork();
}

/** Whether more is welcome; remembers that a 'drain' is owed otherwise. */
OutgoingMessage.prototype[kCheckPressure] = function() {
  const room = this[kQueuedBytes]() < this.writableHighWaterMark;
  if (!room) this[kNeedDrain] = true;
  return room;
};

/** Holds back what is written until uncork or end. */
OutgoingMessage.prototype.cork = function cork() {
  ++this[kCorked];
};

/** Ends one cork; the last lets all out as one chunk. */
OutgoingMessage.prototype.uncork = function uncork() {
  if (this[kCorked] === 0) return;
  if (--this[kCorked] === 0 && this[kPending] !== null && !this.finished) {
    this._flushOutput();
  }
};

/** Hands the head, if unsent, and what is pending to the sink. */
OutgoingMessage.prototype._flushOutput = function() {
  if (this._header === null || this[kDestroyed]) return;
  const pending = this[kPending];
  if (pending === null && this._headerSent) return;
  this[kPending] = null;
  const head = this._headerSent ? '' : this._header;
  this._headerSent = true;
  this[kSink](head, pending, 0);
};

/**
 * Ends the message.
 *
 * @param {string|Uint8Array} [chunk] the last piece
 * @param {string} [encoding]
 * @param {function(Error=)} [callback] on 'finish'
 * @returns {this}
 */
OutgoingMessage.prototype.end = function end(chunk, encoding, callback) {
  if (typeof chunk === 'function') {
    callback = chunk;
    chunk = null;
  } else if (typeof encoding === 'function') {
    callback = encoding;
    encoding = undefined;
  }

  if (this.finished) {
    endAgain(this, chunk, callback);
    return this;
  }
  if (chunk) {
    // Pieces that an uncork already let go stay apart; the others join.
    if (this[kCorked] === 0 && this[kPending] !== null) this._flushOutput();
    writeChunk(this, chunk, encoding, null, true);
  } else if (this._header === null) {
    makeLastHead(this, 0);
  }
  if (this.strictContentLength && this._hasBody &&
      typeof this._contentLength === 'number' &&
      this[kBytesWritten] !== this._contentLength) {
    throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(
      this[kBytesWritten], this._contentLength);
  }
  if (typeof callback === 'function') (this[kEndCallbacks] ??= []).push(callback);

  const pending = this[kPending];
  this[kPending] = null;
  this[kCorked] = 0;
  this.finished = true;
  // A subclass may have no head at all.
  const head = this._headerSent ? '' : this._header ?? '';
  this._headerSent = true;
  try {
    if (this._eventsCount > 0) this.emit('prefinish');
  } finally {
    if (!this[kDestroyed]) this[kSink](head, pending, kEnd);
  }
  return this;
};

/** end() of what has ended: nothing but somebody else who wants to know. */
function endAgain(message, chunk, callback) {
  if (chunk) {
    if (!message[kIsOver]()) {
      reportError(message, new ERR_STREAM_WRITE_AFTER_END(), callback);
    }
  } else if (typeof callback === 'function') {
    if (message.writableFinished || message[kIsOver]()) {
      callback(new ERR_STREAM_ALREADY_FINISHED('end'));
    } else {
      (message[kEndCallbacks] ??= []).push(callback);
      message[kListenLate]();
    }
  }
}

/** Somebody listens who did not when it ended. */
OutgoingMessage.prototype[kListenLate] = function() {};

// --- Sinks.

/** One body piece, or several, as they stand on the wire. */
function frame(message, pieces, flags) {
  const buffers = [];
  let length = 0;
  if (pieces !== null) {
    for (let i = 0; i < pieces.length; i += 2) {
      const buffer = typeof pieces[i] === 'string' ?
        Buffer.from(pieces[i], pieces[i + 1]) : pieces[i];
      if (buffer.byteLength === 0) continue;
      buffers.push(buffer);
      length += buffer.byteLength;
    }
  }
  if (message.chunkedEncoding && message._hasBody) {
    if (length > 0) {
      buffers.unshift(Buffer.from(`${length.toString(16)}\r\n`, 'latin1'));
      buffers.push(Buffer.from('\r\n', 'latin1'));
    }
    if (flags & kEnd) {
      buffers.push(Buffer.from(`0\r\n${message._trailer}\r\n`, 'latin1'));
    }
  }
  return buffers;
}

/**
 * Takes bytes over. This one writes to the assigned socket, or lets them wait
 * for it.
 *
 * @param {string} head '' when sent before
 * @param {Array|null} pieces chunk, encoding, chunk, encoding …
 * @param {number} flags kEnd: nothing follows
 */
OutgoingMessage.prototype[kSink] = function(head, pieces, flags) {
  const buffers = frame(this, pieces, flags);
  if (head !== '') buffers.unshift(Buffer.from(head, 'latin1'));
  const bytes = Buffer.concat(buffers);
  (this[kOutput] ??= []).push(bytes);
  if (flags & kEnd) this._ended = true;
  if (this[kSocket] !== null) this[kDrainTo](this[kSocket]);
};

/** Writes what waits to a stream. */
OutgoingMessage.prototype[kDrainTo] = function(socket) {
  const output = this[kOutput];
  this[kOutput] = undefined;
  const callbacks = this[kWriteCallbacks];
  this[kWriteCallbacks] = undefined;
  const bytes = output === undefined ? Buffer.alloc(0) : Buffer.concat(output);
  const ended = this._ended === true;
  if (bytes.length === 0 && !ended && callbacks === undefined) return;
  const done = (error) => {
    callAll(callbacks ?? [], error, () => {
      if (ended && !error) this[kEmitFinish]();
    });
  };
  if (bytes.length === 0) {
    process.nextTick(done);
  } else if (!socket.write(bytes, done)) {
    this[kNeedDrain] = true;
    socket.once('drain', () => this[kEmitDrain]());
  }
};

OutgoingMessage.prototype[kEmitDrain] = function() {
  if (this[kNeedDrain] !== true || this[kDestroyed] || this.finished) return;
  this[kNeedDrain] = false;
  this.emit('drain');
};

OutgoingMessage.prototype[kEmitFinish] = function() {
  if (this[kFinishEmitted]) return;
  this[kFinishEmitted] = true;
  if (this[kEndCallbacks] === undefined) tellFinished(this);
  else callAll(this[kEndCallbacks], null, tellFinished, this);
};

function tellFinished(message) {
  message[kEndCallbacks] = undefined;
  // The callbacks of end() are the last to see the socket.
  message[kDetached] = true;
  message.emit('finish');
}

/**
 * Calls each, and then `after`. One that throws keeps none of the others from being
 * called: they are in a tick of their own.
 * @param {Function[]} callbacks
 * @param {Error|null|undefined} argument
 * @param {function(*)} [after]
 * @param {*} [message] its argument
 */
function callAll(callbacks, argument, after, message) {
  let called = 0;
  let whole = false;
  try {
    while (called < callbacks.length) callbacks[called++](argument);
    whole = true;
  } finally {
    if (!whole) {
      process.nextTick(callAll, callbacks.slice(called), argument, after, message);
    }
  }
  after?.(message);
}

/**
 * @param {number} msecs idle time after which 'timeout' is emitted
 * @param {Function} [callback]
 * @returns {this}
 */
OutgoingMessage.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (callback) this.on('timeout', callback);
  const { socket } = this;
  if (!socket) {
    this.once('socket', (assigned) => assigned.setTimeout(msecs));
  } else {
    socket.setTimeout(msecs);
  }
  return this;
};

/**
 * Ends the connection under the message.
 * @param {Error} [error]
 * @returns {this}
 */
OutgoingMessage.prototype.destroy = function destroy(error) {
  if (this[kDestroyed]) return this;
  this[kDestroyed] = true;
  this[kErrored] = error;
  const { socket } = this;
  if (socket) {
    socket.destroy(error);
  } else {
    this.once('socket', (assigned) => assigned.destroy(error));
  }
  return this;
};

OutgoingMessage.prototype.pipe = function pipe() {
  this.emit('error', new ERR_STREAM_CANNOT_PIPE());
};

OutgoingMessage.prototype[EventEmitter.captureRejectionSymbol] =
  function(error) {
    this.destroy(error);
  };

module.exports = {
  FieldMap,
  OutgoingMessage,
  byteLength,
  callAll,
  defineGetters,
  kEnd,
  kErrored,
  kFields,
  kHighWaterMark,
  kUniqueHeaders,
  pendingBytes,
};
