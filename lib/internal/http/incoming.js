'use strict';
/**
 * IncomingMessage: a request as a program sees it.
 *
 * What a connection hands over is one string, the head as it arrived. The fields
 * are cut out of it when they are first read, so that a request costs little and
 * stays right for ever: it shares nothing with its connection. The stream's
 * state, too, is made when it is first needed.
 *
 * Follows Node's http.IncomingMessage.
 *
 * @module internal/http/incoming
 */

const EventEmitter = require('events');
const { currentTask } = require('internal/async/ids');
const { Readable } = require('stream');
const { connResetException } = require('internal/errors/errors');
const {
  addField,
  cutFields,
  cutFieldsLeniently,
  lowerCase,
} = require('internal/http/headers');
const { showBy } = require('internal/http/inspection');
const { callInContext, keepContext } = require('internal/http/message_context');
const { METHODS } = require('internal/http/status');
const { defineOwn } = require('internal/util/util');

// Bits of what the connection says of a request beside its head.
const {
  kInfoExpectContinue,
  kInfoExpectOther,
  kInfoHasBody,
  kInfoHttp11,
  kInfoKeepAlive,
  kInfoLenient,
  kInfoUpgrade,
  kInfoWaits,
  kInfoMethodMask: kMethodMask,
} = binding('http');
const {
  kCompleted, kConnection, kContext, kEndTask, kExchange, kHighWaterMark,
  kInfo, kMaxHeadersCount, kOnAborted, kOnBody, kOnComplete, kSetHead,
  kSetPlace, kSlot, kSocket, kSource,
} = require('internal/http/symbols');
const { kGone } = require('internal/net/symbols');

// Fields that only this file knows.
const kAborted = Symbol('kAborted');
const kConnectionGone = Symbol('kConnectionGone');
const kHead = Symbol('kHead');
const kHeaders = Symbol('kHeaders');
const kHeadersDistinct = Symbol('kHeadersDistinct');
const kRawHeaders = Symbol('kRawHeaders');
const kRawTrailers = Symbol('kRawTrailers');
const kSignalController = Symbol('kSignalController');
const kStreamed = Symbol('kStreamed');
const kTrailerText = Symbol('kTrailerText');
const kTrailers = Symbol('kTrailers');
const kTrailersDistinct = Symbol('kTrailersDistinct');

/** Up to this one METHODS has llhttp's numbers. */
const kLastListed = METHODS.indexOf('SOURCE');

const kNone = -1;
const kSpace = 32;

/**
 * @param {net.Socket} [socket]
 */
function IncomingMessage(socket) {
  // See OutgoingMessage: the emitter's and the stream's states come on demand.
  if (EventEmitter.captureRejections) Readable.call(this);
  this[kHead] = '';
  this[kInfo] = 0;
  this[kSource] = null;
  // Null first: a field that had only numbers would be one that V8 makes a new
  // number for in every request.
  this[kConnection] = null;
  this[kExchange] = kNone;
  this[kSlot] = kNone;
  this[kSocket] = socket;
  /** The request target as it was sent. */
  this.url = '';
  /** 'GET' …; null on a message that has no request line. */
  this.method = null;
  this.httpVersion = null;
  this.httpVersionMajor = null;
  this.httpVersionMinor = null;
  this[kHeaders] = undefined;
  this[kRawHeaders] = undefined;
  this[kCompleted] = false;
  this._dumped = false;
  this._consuming = false;
}
Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);

Object.assign(IncomingMessage.prototype, {
  statusCode: null,
  statusMessage: null,
  joinDuplicateHeaders: false,
  client: undefined,
  [kStreamed]: false, // has its own _readableState
  [kTrailerText]: '',
  [kRawTrailers]: undefined,
  [kTrailers]: undefined,
  [kHeadersDistinct]: undefined,
  [kTrailersDistinct]: undefined,
  [kAborted]: false,
  [kMaxHeadersCount]: 2000,
  [kHighWaterMark]: undefined,
  [kSignalController]: undefined,
  [kConnectionGone]: false,
  [kEndTask]: kNone,
  [kGone]: false,
  [kContext]: undefined, // in which it is read, once there are several
});

/** What the connection knows; see runtime/bindings/http/. */
IncomingMessage.prototype[kSetHead] = function(source, head, info) {
  this[kSource] = source;
  this[kHead] = head;
  this[kInfo] = info;
  const method = info & kMethodMask;
  this.method = method <= kLastListed ?
    METHODS[method] : head.slice(0, head.indexOf(' '));
  this.url = targetOf(this);
  if (info & kInfoLenient) {
    const version = lenientVersionOf(head);
    this.httpVersion = version;
    this.httpVersionMajor = Number(version[0]);
    this.httpVersionMinor = Number(version[2]);
  } else {
    const is11 = (info & kInfoHttp11) !== 0;
    this.httpVersion = is11 ? '1.1' : '1.0';
    this.httpVersionMajor = 1;
    this.httpVersionMinor = is11 ? 1 : 0;
  }
};

/**
 * The exchange of a request, see dispatch.js.
 * @param {number} connection its id
 * @param {number} exchange the request's number there
 * @param {number} slot of the exchange while it is under way
 */
IncomingMessage.prototype[kSetPlace] = function(connection, exchange, slot) {
  this[kConnection] = connection;
  this[kExchange] = exchange;
  this[kSlot] = slot;
};

function accessor(name, get, set, enumerable = true) {
  Object.defineProperty(IncomingMessage.prototype, name, {
    __proto__: null, get, set, configurable: true, enumerable,
  });
}

// The state of the stream, when somebody first reads as from a stream.
accessor('_readableState', function() {
  // Asked of a prototype (instanceof checks, inspection): there is no stream.
  if (!Object.prototype.hasOwnProperty.call(this, kHead)) return undefined;
  const state = new Readable.ReadableState(
    { highWaterMark: this[kHighWaterMark] }, this, false);
  this[kStreamed] = true;
  defineOwn(this, '_readableState', state);
  // Nothing is read ahead before the program reads: _consuming tells whether
  // it does.
  state.readingMore = true;
  if (isGone(this)) {
    // It was read, or thrown away, and destroyed, while nobody looked.
    state.destroyed = state.closed = state.closeEmitted = true;
    state.ended = state.endEmitted = !this[kAborted];
  } else if (this[kCompleted]) {
    this.push(null);
  }
  return state;
}, function(value) {
  value.readingMore = true;
  this[kStreamed] = true;
  defineOwn(this, '_readableState', value);
}, false);

function hasState(message) {
  return message[kStreamed];
}

/** Whether anybody could notice what happens to this stream. */
function isWatched(message) {
  return hasState(message) || message._eventsCount > 0;
}

/** Whether more of it is to come than its head. */
function expectsBody(message) {
  return (message[kInfo] & kInfoHasBody) !== 0 && !message[kCompleted];
}

/** Whether its response is done, and with it all that could be read. */
function isGone(message) {
  return message[kGone] || (message[kEndTask] !== kNone &&
    message[kEndTask] !== currentTask());
}

function targetOf(message) {
  const head = message[kHead];
  let from = message.method.length + 1;
  while (head.charCodeAt(from) === kSpace) ++from;
  let to = head.indexOf(' ', from);
  if (message[kInfo] & kInfoLenient) {
    // Of HTTP/0.9 nothing follows it in its line.
    const line = head.slice(from).search(/[\r\n]/) + from;
    if (to === -1 || line < to) to = line;
  }
  return head.slice(from, to);
}

function fieldsOf(message) {
  const head = message[kHead];
  const limit = message[kMaxHeadersCount];
  if (head === '') return [];
  if (message[kInfo] & kInfoLenient) {
    return cutFieldsLeniently(head, head.indexOf('\n') + 1, limit);
  }
  return cutFields(head, head.indexOf('\r\n') + 2, limit);
}

function join(fields, joinDuplicates) {
  const joined = {};
  for (let i = 0; i < fields.length; i += 2) {
    addField(joined, fields[i], fields[i + 1], joinDuplicates);
  }
  return joined;
}

function distinct(fields) {
  const values = { __proto__: null };
  for (let i = 0; i < fields.length; i += 2) {
    (values[lowerCase(fields[i])] ??= []).push(fields[i + 1]);
  }
  return values;
}

/** "1.1"; lenient parsing lets other numbers pass, and none at all. */
function lenientVersionOf(head) {
  const found = /^[^\r\n]* HTTP\/(\d\.\d)\r?\n/.exec(head);
  return found === null ? '0.9' : found[1];
}

/** name, value, name, value … as received */
accessor('rawHeaders', function() {
  return this[kRawHeaders] ??= fieldsOf(this);
}, function(value) { this[kRawHeaders] = value; });

/** Lower-case name → value; repeated fields joined by Node's rules. */
accessor('headers', function() {
  return this[kHeaders] ??= join(this.rawHeaders, this.joinDuplicateHeaders);
}, function(value) { this[kHeaders] = value; });

/** Lower-case name → array of values. */
accessor('headersDistinct', function() {
  return this[kHeadersDistinct] ??= distinct(this.rawHeaders);
}, function(value) { this[kHeadersDistinct] = value; });

accessor('rawTrailers', function() {
  return this[kRawTrailers] ??=
    this[kInfo] & kInfoLenient ? cutFieldsLeniently(this[kTrailerText], 0, 0) :
      cutFields(this[kTrailerText], 0, 0);
}, function(value) { this[kRawTrailers] = value; });

accessor('trailers', function() {
  return this[kTrailers] ??=
    join(this.rawTrailers, this.joinDuplicateHeaders);
}, function(value) { this[kTrailers] = value; });

accessor('trailersDistinct', function() {
  return this[kTrailersDistinct] ??= distinct(this.rawTrailers);
}, function(value) { this[kTrailersDistinct] = value; });

/** The connection's socket, made when first asked for. */
accessor('socket', function() {
  if (this[kSocket] === undefined && this[kSource] !== null) {
    this[kSocket] = this[kSource].socketOf(this);
  }
  return this[kSocket];
}, function(value) { this[kSocket] = value; });

for (const name of ['connection', 'client']) {
  accessor(name, function() {
    return this.socket;
  }, function(value) { this.socket = value; }, false);
}

/** Whether the message was received as a whole. */
accessor('complete', function() {
  return this[kCompleted];
}, function(value) { this[kCompleted] = value; });

accessor('aborted', function() {
  return this[kAborted];
}, function(value) { this[kAborted] = value; });

accessor('upgrade', function() {
  return this[kHead] === '' ? null : (this[kInfo] & kInfoUpgrade) !== 0;
}, function(value) { defineOwn(this, 'upgrade', value); });

/** Aborts when the client is gone before the response was complete. */
accessor('signal', function() {
  if (this[kSignalController] === undefined) {
    const { AbortController } = require('web/abort');
    this[kSignalController] = new AbortController();
    if (this[kAborted]) this[kSignalController].abort();
  }
  return this[kSignalController].signal;
}, function(value) { defineOwn(this, 'signal', value); }, false);

// A stream without a state has not been read; once its response is done it is
// destroyed as one that has.
accessor('destroyed', function() {
  if (hasState(this)) return this._readableState.destroyed;
  return isGone(this);
}, function(value) { this._readableState.destroyed = value; }, false);

accessor('readableDidRead', function() {
  return hasState(this) && this._readableState.dataEmitted;
}, undefined, false);

// Only these events begin to read or look at the state; listening to any other
// is the emitter's business.
function needsState(type) {
  return type === 'data' || type === 'readable' || type === 'end' ||
    type === 'pause' || type === 'resume';
}

IncomingMessage.prototype.on = function on(type, listener) {
  if (hasState(this) || needsState(type)) {
    return Readable.prototype.on.call(this, type, listener);
  }
  // Right after a response that nobody listened to: who listens now is told.
  if (this[kEndTask] !== kNone && !isGone(this)) {
    process.nextTick(resumeLate, this);
  }
  return EventEmitter.prototype.on.call(this, type, listener);
};

function resumeLate(message) {
  message.resume();
}

IncomingMessage.prototype.addListener = IncomingMessage.prototype.on;

IncomingMessage.prototype._read = function() {
  if (!this._consuming) {
    this._consuming = true;
    this._readableState.readingMore = false;
    keepContext(this);
  }
  if (this[kExchange] !== kNone && !this[kCompleted]) {
    this[kSource].resumeBody(this);
  }
};

/** A piece of the body arrived. */
IncomingMessage.prototype[kOnBody] = function(chunk) {
  if (!this._dumped) callInContext(this, take, chunk);
};

function take(message, chunk) {
  if (!message.push(chunk)) message[kSource].pauseBody(message);
}

/** The message is whole. */
IncomingMessage.prototype[kOnComplete] = function(trailers) {
  if (trailers !== '') {
    this[kTrailerText] = trailers;
    // Who looked before sees them, too.
    if (this[kRawTrailers] !== undefined) {
      const seen = this[kRawTrailers];
      this[kRawTrailers] = undefined;
      seen.push(...this.rawTrailers);
      this[kRawTrailers] = seen;
    }
    if (this[kTrailers] !== undefined) {
      Object.assign(this[kTrailers],
                    join(this.rawTrailers, this.joinDuplicateHeaders));
    }
    this[kTrailersDistinct] = undefined;
  }
  this[kCompleted] = true;
  if (hasState(this)) callInContext(this, endBody);
};

function endBody(message) {
  message.push(null);
}

/** The connection ended before the exchange was over. */
IncomingMessage.prototype[kOnAborted] = function() {
  this[kConnectionGone] = true;
  this[kSignalController]?.abort();
  if (isWatched(this)) {
    this.destroy(connResetException('aborted'));
  } else {
    this[kAborted] = true;
    this[kGone] = true;
  }
};

/** The response is done: what nobody read is read and thrown away. */
IncomingMessage.prototype._dump = function() {
  if (this._dumped) return;
  this._dumped = true;
  if (!this[kCompleted] && this[kExchange] !== kNone) {
    this[kSource].discardBody(this);
  }
  if (isWatched(this)) {
    this.removeAllListeners('data');
    this.resume();
    // Nothing is to be read: 'end' comes before the response's 'close'.
    if (this[kCompleted] && !(this[kInfo] & kInfoHasBody)) this.read();
  } else {
    this[kGone] = true;
  }
};

IncomingMessage.prototype._destroy = function(error, callback) {
  if (!this._readableState.endEmitted || !this[kCompleted]) {
    this[kAborted] = true;
    this.emit('aborted');
  }
  if (this[kConnectionGone]) {
    // The socket's 'close' comes first.
    setImmediate(reportDestroyed, this, error, callback);
    return;
  }
  const socket = this[kAborted] ? this.socket : undefined;
  if (socket) {
    if (!socket.destroyed) socket.destroy(error);
  } else if (!this[kCompleted] && this[kExchange] !== kNone) {
    // Taken off its socket, which stays for the response.
    this[kSource].discardBody(this);
  }
  if (error) process.nextTick(reportDestroyed, this, error, callback);
  else callback();
};

/** An error is one for those who listen by the time that it is told. */
function reportDestroyed(request, error, callback) {
  callback(request.listenerCount('error') > 0 ? error : null);
}

/**
 * @param {number} msecs
 * @param {Function} [callback]
 * @returns {this}
 */
IncomingMessage.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (callback) this.on('timeout', callback);
  this.socket?.setTimeout(msecs);
  return this;
};

/** Adds what is given as rawHeaders to `dest` (Node's internal hook). */
IncomingMessage.prototype._addHeaderLines = function(fields, count) {
  if (!fields || fields.length === 0) return;
  const into = this[kCompleted] ? this.trailers : this.headers;
  const raw = this[kCompleted] ? this.rawTrailers : this.rawHeaders;
  for (let i = 0; i < count; i += 2) {
    raw.push(fields[i], fields[i + 1]);
    this._addHeaderLine(fields[i], fields[i + 1], into);
  }
};

IncomingMessage.prototype._addHeaderLine = function(name, value, into) {
  addField(into, name, value, this.joinDuplicateHeaders);
};

showBy(IncomingMessage, (message) => ({
  httpVersion: message.httpVersion,
  method: message.method,
  url: message.url,
  headers: message.headers,
  trailers: message.trailers,
  statusCode: message.statusCode,
  statusMessage: message.statusMessage,
  upgrade: message.upgrade,
  complete: message.complete,
  aborted: message.aborted,
  destroyed: message.destroyed,
}));

module.exports = {
  IncomingMessage,
  expectsBody,
  isWatched,
  kInfoExpectContinue,
  kInfoExpectOther,
  kInfoHasBody,
  kInfoHttp11,
  kInfoKeepAlive,
  kInfoUpgrade,
  kInfoWaits,
  kMethodMask,
};
