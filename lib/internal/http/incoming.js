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
const { captureContext, contextsInUse, runTaskInContext } =
  require('internal/async/context');
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
const { METHODS } = require('internal/http/status');

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
  this._head = '';
  this._info = 0;
  this._source = null;
  // Null first: a field that had only numbers would be one that V8 makes a new
  // number for in every request.
  this._connection = null;
  this._exchange = kNone;
  this._slot = kNone;
  this._socket = socket;
  /** The request target as it was sent. */
  this.url = '';
  /** 'GET' …; null on a message that has no request line. */
  this.method = null;
  this.httpVersion = null;
  this.httpVersionMajor = null;
  this.httpVersionMinor = null;
  this._headers = undefined;
  this._rawHeaders = undefined;
  this._completed = false;
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
  _streamed: false, // has its own _readableState
  _trailerText: '',
  _rawTrailers: undefined,
  _trailers: undefined,
  _headersDistinct: undefined,
  _trailersDistinct: undefined,
  _aborted: false,
  _maxHeadersCount: 2000,
  _highWaterMark: undefined,
  _signalController: undefined,
  _connectionGone: false,
  _endTask: kNone,
  _gone: false,
  _context: undefined, // in which it is read, once there are several
});

/** What the connection knows; see runtime/bindings/http/. */
IncomingMessage.prototype._setHead = function(source, head, info) {
  this._source = source;
  this._head = head;
  this._info = info;
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
IncomingMessage.prototype._setPlace = function(connection, exchange, slot) {
  this._connection = connection;
  this._exchange = exchange;
  this._slot = slot;
};

function defineOwn(object, name, value) {
  Object.defineProperty(object, name, {
    __proto__: null,
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

function accessor(name, get, set, enumerable = true) {
  Object.defineProperty(IncomingMessage.prototype, name, {
    __proto__: null, get, set, configurable: true, enumerable,
  });
}

// The state of the stream, when somebody first reads as from a stream.
accessor('_readableState', function() {
  // Asked of a prototype (instanceof checks, inspection): there is no stream.
  if (!Object.prototype.hasOwnProperty.call(this, '_head')) return undefined;
  const state = new Readable.ReadableState(
    { highWaterMark: this._highWaterMark }, this, false);
  this._streamed = true;
  defineOwn(this, '_readableState', state);
  // Nothing is read ahead before the program reads: _consuming tells whether
  // it does.
  state.readingMore = true;
  if (isGone(this)) {
    // It was read, or thrown away, and destroyed, while nobody looked.
    state.destroyed = state.closed = state.closeEmitted = true;
    state.ended = state.endEmitted = !this._aborted;
  } else if (this._completed) {
    this.push(null);
  }
  return state;
}, function(value) {
  value.readingMore = true;
  this._streamed = true;
  defineOwn(this, '_readableState', value);
}, false);

function hasState(message) {
  return message._streamed;
}

/** Whether anybody could notice what happens to this stream. */
function isWatched(message) {
  return hasState(message) || message._eventsCount > 0;
}

/** Whether more of it is to come than its head. */
function expectsBody(message) {
  return (message._info & kInfoHasBody) !== 0 && !message._completed;
}

/** Whether its response is done, and with it all that could be read. */
function isGone(message) {
  return message._gone || (message._endTask !== kNone &&
    message._endTask !== currentTask());
}

function targetOf(message) {
  const { _head: head } = message;
  let from = message.method.length + 1;
  while (head.charCodeAt(from) === kSpace) ++from;
  let to = head.indexOf(' ', from);
  if (message._info & kInfoLenient) {
    // Of HTTP/0.9 nothing follows it in its line.
    const line = head.slice(from).search(/[\r\n]/) + from;
    if (to === -1 || line < to) to = line;
  }
  return head.slice(from, to);
}

function fieldsOf(message) {
  const { _head: head, _maxHeadersCount: limit } = message;
  if (head === '') return [];
  if (message._info & kInfoLenient) {
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
  return this._rawHeaders ??= fieldsOf(this);
}, function(value) { this._rawHeaders = value; });

/** Lower-case name → value; repeated fields joined by Node's rules. */
accessor('headers', function() {
  return this._headers ??= join(this.rawHeaders, this.joinDuplicateHeaders);
}, function(value) { this._headers = value; });

/** Lower-case name → array of values. */
accessor('headersDistinct', function() {
  return this._headersDistinct ??= distinct(this.rawHeaders);
}, function(value) { this._headersDistinct = value; });

accessor('rawTrailers', function() {
  return this._rawTrailers ??=
    this._info & kInfoLenient ? cutFieldsLeniently(this._trailerText, 0, 0) :
      cutFields(this._trailerText, 0, 0);
}, function(value) { this._rawTrailers = value; });

accessor('trailers', function() {
  return this._trailers ??=
    join(this.rawTrailers, this.joinDuplicateHeaders);
}, function(value) { this._trailers = value; });

accessor('trailersDistinct', function() {
  return this._trailersDistinct ??= distinct(this.rawTrailers);
}, function(value) { this._trailersDistinct = value; });

/** The connection's socket, made when first asked for. */
accessor('socket', function() {
  if (this._socket === undefined && this._source !== null) {
    this._socket = this._source.socketOf(this);
  }
  return this._socket;
}, function(value) { this._socket = value; });

for (const name of ['connection', 'client']) {
  accessor(name, function() {
    return this.socket;
  }, function(value) { this.socket = value; }, false);
}

/** Whether the message was received as a whole. */
accessor('complete', function() {
  return this._completed;
}, function(value) { this._completed = value; });

accessor('aborted', function() {
  return this._aborted;
}, function(value) { this._aborted = value; });

accessor('upgrade', function() {
  return this._head === '' ? null : (this._info & kInfoUpgrade) !== 0;
}, function(value) { defineOwn(this, 'upgrade', value); });

/** Aborts when the client is gone before the response was complete. */
accessor('signal', function() {
  if (this._signalController === undefined) {
    const { AbortController } = require('web/abort');
    this._signalController = new AbortController();
    if (this._aborted) this._signalController.abort();
  }
  return this._signalController.signal;
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
  if (this._endTask !== kNone && !isGone(this)) {
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
    if (contextsInUse()) this._context = captureContext();
  }
  if (this._exchange !== kNone && !this._completed) {
    this._source.resumeBody(this);
  }
};

/** A piece of the body arrived. */
IncomingMessage.prototype._onBody = function(chunk) {
  if (this._dumped) return;
  if (this._context === undefined) take(this, chunk);
  else runTaskInContext(this._context, take, undefined, [this, chunk]);
};

function take(message, chunk) {
  if (!message.push(chunk)) message._source.pauseBody(message);
}

/** The message is whole. */
IncomingMessage.prototype._onComplete = function(trailers) {
  if (trailers !== '') {
    this._trailerText = trailers;
    // Who looked before sees them, too.
    if (this._rawTrailers !== undefined) {
      const seen = this._rawTrailers;
      this._rawTrailers = undefined;
      seen.push(...this.rawTrailers);
      this._rawTrailers = seen;
    }
    if (this._trailers !== undefined) {
      Object.assign(this._trailers,
                    join(this.rawTrailers, this.joinDuplicateHeaders));
    }
    this._trailersDistinct = undefined;
  }
  this._completed = true;
  if (!hasState(this)) return;
  if (this._context === undefined) this.push(null);
  else runTaskInContext(this._context, this.push, this, [null]);
};

/** The connection ended before the exchange was over. */
IncomingMessage.prototype._onAborted = function() {
  this._connectionGone = true;
  this._signalController?.abort();
  if (isWatched(this)) {
    this.destroy(connResetException('aborted'));
  } else {
    this._aborted = true;
    this._gone = true;
  }
};

/** The response is done: what nobody read is read and thrown away. */
IncomingMessage.prototype._dump = function() {
  if (this._dumped) return;
  this._dumped = true;
  if (!this._completed && this._exchange !== kNone) {
    this._source.discardBody(this);
  }
  if (isWatched(this)) {
    this.removeAllListeners('data');
    this.resume();
    // Nothing is to be read: 'end' comes before the response's 'close'.
    if (this._completed && !(this._info & kInfoHasBody)) this.read();
  } else {
    this._gone = true;
  }
};

IncomingMessage.prototype._destroy = function(error, callback) {
  if (!this._readableState.endEmitted || !this._completed) {
    this._aborted = true;
    this.emit('aborted');
  }
  if (this._connectionGone) {
    // The socket's 'close' comes first.
    setImmediate(reportDestroyed, this, error, callback);
    return;
  }
  const socket = this._aborted ? this.socket : undefined;
  if (socket) {
    if (!socket.destroyed) socket.destroy(error);
  } else if (!this._completed && this._exchange !== kNone) {
    // Taken off its socket, which stays for the response.
    this._source.discardBody(this);
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
  const into = this._completed ? this.trailers : this.headers;
  const raw = this._completed ? this.rawTrailers : this.rawHeaders;
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
