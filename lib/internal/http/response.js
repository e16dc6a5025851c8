'use strict';
/**
 * ServerResponse: the answer to a request. Its sink is the native connection,
 * which keeps the order of pipelined answers, frames chunks and sends.
 *
 * Follows Node's http.ServerResponse.
 *
 * @module internal/http/response
 */

const EventEmitter = require('events');
const { currentTask } = require('internal/async/ids');
const {
  codes: {
    ERR_HTTP_HEADERS_SENT,
    ERR_HTTP_INVALID_STATUS_CODE,
    ERR_HTTP_SOCKET_ASSIGNED,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_CHAR,
    ERR_STREAM_DESTROYED,
  },
  errnoException,
} = require('internal/errors/errors');
const { kValidateObjectAllowArray, validateInteger, validateObject } =
  require('internal/util/validators');
const { expectsBody, isWatched, kInfoHttp11, kMethodMask } =
  require('internal/http/incoming');
const { showBy } = require('internal/http/inspection');
const { keepContext } = require('internal/http/message_context');
const { STATUS_CODES } = require('internal/http/status');
const {
  hasInvalidChar,
  lowerCase,
  validateHeaderName,
  validateHeaderValue,
} = require('internal/http/headers');
const {
  OutgoingMessage,
  callAll,
  defineGetters,
  kEnd,
  kErrored,
  kFields,
  pendingBytes,
} = require('internal/http/outgoing');

const kNone = -1;
const { kMethodHead: kHead } = binding('http');
const {
  kAttach, kCheckPressure, kClosedFlag, kConnection, kDestroyed,
  kDetached, kDrainTo, kEmitDrain, kEmitFinish, kEndCallbacks, kEndTask,
  kExchange, kFinishEmitted, kInfo, kIsOver, kListenLate, kNeedDrain,
  kOnAborted, kOnDrain, kOnFinished, kOutput, kQueuedBytes, kSettle, kSink,
  kSlot, kSocket, kSource, kWriteCallbacks,
} = require('internal/http/symbols');

// Fields that only this file knows.
const kLent = Symbol('kLent');
const kNotified = Symbol('kNotified');
const kOnSocketClose = Symbol('kOnSocketClose');
const kChunk = /(?:^|\W)chunked(?:$|\W)/i;

/**
 * @param {IncomingMessage} req
 * @param {object} [options] as OutgoingMessage
 */
function ServerResponse(req, options) {
  OutgoingMessage.call(this, options);
  this[kSource] = null;
  this[kConnection] = null; // see IncomingMessage
  this[kExchange] = kNone;
  this[kSlot] = kNone;
  this.req = req;
  this.statusCode = 200;
  this.statusMessage = undefined;
  this._keepAliveTimeout = 0;
  this[kNotified] = false;
  if (req[kInfo] > 0) {
    // A native request: its head need not be cut for this.
    if ((req[kInfo] & kMethodMask) === kHead) this._hasBody = false;
    if (req[kInfo] & kInfoHttp11) return;
  } else if (req.method === 'HEAD') {
    this._hasBody = false;
  }
  if (req.httpVersionMajor < 1 || req.httpVersionMinor < 1) {
    this.useChunkedEncodingByDefault =
      req.headers !== undefined && kChunk.test(req.headers.te);
    this.shouldKeepAlive = false;
  }
}
Object.setPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ServerResponse, OutgoingMessage);

Object.assign(ServerResponse.prototype, {
  sendDate: true,
  _sent100: false,
  _expect_continue: false,
});

defineGetters(ServerResponse.prototype, {
  socket: {
    get() {
      this[kSettle]();
      if (this[kSocket] === null && this[kSource] !== null &&
          !this[kDetached]) {
        return this[kSource].socketOf(this.req);
      }
      return this[kSocket];
    },
    set(value) { this[kSocket] = value; },
  },
});

/** Binds the response to the exchange of its request. */
ServerResponse.prototype[kAttach] = function(source, req, keepAlive) {
  this[kSource] = source;
  this[kConnection] = req[kConnection];
  this[kExchange] = req[kExchange];
  this[kSlot] = req[kSlot];
  this.shouldKeepAlive = keepAlive;
};

// --- The head.

ServerResponse.prototype._implicitHeader = function() {
  this.writeHead(this.statusCode);
};

/** Fields given as an object, as pairs or as one list of both. */
function pairsOf(headers) {
  if (!Array.isArray(headers)) return Object.entries(headers);
  if (headers.length > 0 && Array.isArray(headers[0])) return headers;
  if (headers.length % 2 !== 0) {
    throw new ERR_INVALID_ARG_VALUE('headers', headers);
  }
  const pairs = [];
  for (let i = 0; i < headers.length; i += 2) {
    pairs.push([headers[i], headers[i + 1]]);
  }
  return pairs;
}

/**
 * Merges what writeHead got into what was set before.
 * @param {Array} replaced gets name, field, name, field … of what was there
 */
function mergeFields(response, headers, replaced) {
  const note = (name) => {
    const lower = lowerCase(String(name));
    replaced.push(lower, response[kFields][lower]);
  };
  if (!Array.isArray(headers)) {
    for (const name of Object.keys(headers)) {
      if (!name) continue;
      note(name);
      response.setHeader(name, headers[name]);
    }
    return;
  }
  const pairs = pairsOf(headers);
  // The array replaces what was set, and may itself repeat a name.
  for (const [name] of pairs) {
    note(name);
    response.removeHeader(name);
  }
  for (const [name, value] of pairs) {
    if (name) response.appendHeader(name, value);
  }
}

/** Undoes mergeFields. */
function putFieldsBack(response, replaced) {
  const fields = response[kFields];
  for (let i = replaced.length; i > 0; i -= 2) {
    if (replaced[i - 1] === undefined) delete fields[replaced[i - 2]];
    else fields[replaced[i - 2]] = replaced[i - 1];
  }
}

/**
 * Makes the head; it leaves with the first piece of the body. When that fails the
 * response is as it was before.
 *
 * @param {number} statusCode 100 to 999
 * @param {string} [reason]
 * @param {object|Array} [headers] over what setHeader set
 * @returns {this}
 * @throws {ERR_HTTP_HEADERS_SENT|ERR_HTTP_INVALID_STATUS_CODE}
 */
ServerResponse.prototype.writeHead = function writeHead(
  statusCode, reason, headers) {
  if (this._header !== null) throw new ERR_HTTP_HEADERS_SENT('write');
  const code = statusCode | 0;
  if (code < 100 || code > 999) {
    throw new ERR_HTTP_INVALID_STATUS_CODE(statusCode);
  }
  if (typeof reason !== 'string') headers ??= reason;
  const {
    _hasBody: hasBody,
    sendDate,
    shouldKeepAlive,
    statusCode: codeBefore,
    statusMessage,
  } = this;
  const replaced = this[kFields] !== null && headers ? [] : null;
  try {
    headOf(this, code, reason, headers, replaced);
  } catch (error) {
    if (replaced !== null) putFieldsBack(this, replaced);
    this._hasBody = hasBody;
    this.sendDate = sendDate;
    this.shouldKeepAlive = shouldKeepAlive;
    this.statusCode = codeBefore;
    this.statusMessage = statusMessage;
    throw error;
  }
  return this;
};

function headOf(response, code, reason, headers, replaced) {
  if (typeof reason === 'string') {
    response.statusMessage = reason;
  } else {
    response.statusMessage ||= STATUS_CODES[code] || 'unknown';
  }
  response.statusCode = code;

  let fields = headers;
  const own = response[kFields] !== null;
  if (own) {
    if (replaced !== null) mergeFields(response, headers, replaced);
    fields = response[kFields];
  }
  if (code === 204 || code === 304 || code < 200) response._hasBody = false;
  // A client that was told to wait and never asked to go on may send its body
  // or not: what follows could be either.
  if (response._expect_continue && !response._sent100) {
    response.shouldKeepAlive = false;
  }
  if (response[kSource] !== null && response[kSource].closing &&
      response[kSource].endsWith(response)) {
    response.shouldKeepAlive = false;
  }
  const memo = response[kSource] === null ? null : response[kSource].heads;
  const entry =
    memo === null ? null : memo.apply(response, code, fields, own);
  if (entry === undefined) return;
  if (hasInvalidChar(response.statusMessage)) {
    throw new ERR_INVALID_CHAR('statusMessage');
  }
  response._storeHeader(
    `HTTP/1.1 ${code} ${response.statusMessage}\r\n`, fields);
  if (entry !== null) memo.keep(entry, response);
}
ServerResponse.prototype.writeHeader = ServerResponse.prototype.writeHead;

/**
 * Writes an informational response in front of the head.
 *
 * @param {number} statusCode 100 to 199; not 101, which ends HTTP
 * @param {object|Array} [headers] validated, but of no consequence here
 * @param {Function} [callback] when the system has it
 * @returns {boolean} false: more is waiting than highWaterMark
 */
ServerResponse.prototype.writeInformation = function writeInformation(
  statusCode, headers, callback) {
  if (this._header !== null) throw new ERR_HTTP_HEADERS_SENT('write');
  validateInteger(statusCode, 'statusCode', 100, 199);
  if (statusCode === 101) throw new ERR_HTTP_INVALID_STATUS_CODE(statusCode);
  let text =
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] || 'unknown'}\r\n`;
  if (headers !== undefined && headers !== null) {
    validateObject(headers, 'headers', kValidateObjectAllowArray);
    for (const [name, value] of pairsOf(headers)) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
      text += `${name}: ${value}\r\n`;
    }
  }
  return writeInterim(this, `${text}\r\n`, callback);
};

/** "100 Continue": the client may send the body. */
ServerResponse.prototype.writeContinue = function writeContinue(callback) {
  this.writeInformation(100, null, callback);
  this._sent100 = true;
};

/** "102 Processing" */
ServerResponse.prototype.writeProcessing = function writeProcessing(callback) {
  this.writeInformation(102, null, callback);
};

const kLink =
  /^<[^>\r\n]*>(?:\s*;\s*[^\s;"',=]+(?:=(?:"[^"\r\n]*"|[^\s";,]+))?)*$/;

/**
 * "103 Early Hints"
 * @param {object} hints fields; `link` a string or an array of them
 * @param {Function} [callback]
 */
ServerResponse.prototype.writeEarlyHints = function(hints, callback) {
  validateObject(hints, 'hints');
  if (hints.link === null || hints.link === undefined) return;
  const links = Array.isArray(hints.link) ? hints.link : [hints.link];
  for (const link of links) {
    if (typeof link !== 'string' ||
        !link.split(/,(?=\s*<)/).every((one) => kLink.test(one.trim()))) {
      throw new ERR_INVALID_ARG_VALUE(
        'hints', hints.link,
        'must be an array or string of format "</styles.css>; ' +
        'rel=preload; as=style"');
    }
  }
  if (links.length === 0) return;
  const { link, ...others } = hints;
  this.writeInformation(
    103, [['Link', links.join(', ')], ...Object.entries(others)], callback);
};

/** @returns {boolean} as write() */
function writeInterim(response, text, callback) {
  if (response[kExchange] !== kNone) {
    response[kSource].writeInformation(response, text);
    if (callback) process.nextTick(callback);
  } else if (response[kSource] === null) {
    (response[kOutput] ??= []).push(Buffer.from(text, 'latin1'));
    if (callback) (response[kWriteCallbacks] ??= []).push(callback);
    if (response[kSocket] !== null) response[kDrainTo](response[kSocket]);
  }
  return response[kQueuedBytes]() < response.writableHighWaterMark;
}

// --- The way to the connection.

const {
  // Below this a write counts as done at once, as with net.Socket.
  kWriteThrough,
  kWriteChunked,
  kWriteEnd,
  kWriteClose,
  kWriteNotify,
  kWriteWhole,
} = binding('http');

/** Whether a buffer of the program's may still be sent from where it is. */
ServerResponse.prototype[kLent] = false;

ServerResponse.prototype[kSink] = function(head, pieces, flags) {
  if (this[kExchange] === kNone) {
    if (this[kSource] === null) {
      OutgoingMessage.prototype[kSink].call(this, head, pieces, flags);
    }
    return;
  }
  const source = this[kSource];
  if (flags === kEnd && source.waiting > 0) source.passOn(this);
  let bits = this.chunkedEncoding && this._hasBody ? kWriteChunked : 0;
  if (pieces !== null && typeof pieces[0] !== 'string' &&
      pieces[0].byteLength > kWriteThrough) {
    this[kLent] = true;
  }
  if (flags === kEnd) {
    bits |= kWriteEnd | kWriteNotify;
    if (this[kLent]) bits |= kWriteWhole;
    // See ServerSource.finish.
    if (this._last && !this.maxRequestsOnConnectionReached) bits |= kWriteClose;
    // Only who listens is told that it counts as sent.
    const { req } = this;
    this[kNotified] = this._eventsCount > 0 || this[kWriteCallbacks] !== undefined ||
      this[kEndCallbacks] !== undefined || this.maxRequestsOnConnectionReached ||
      isWatched(req) || expectsBody(req);
  }
  let sent;
  if (pieces === null) {
    // The encoding is the head's.
    sent = source.write(this, head, '', flags === kEnd ? 'latin1' : 'utf8', bits,
                        this._trailer);
  } else if (pieces.length === 2) {
    sent = source.write(this, head, pieces[0], pieces[1], bits, this._trailer);
  } else {
    sent = source.writeMany(this, head, pieces, bits, this._trailer);
  }
  if (flags === kEnd) {
    if (sent !== true) {
      // It waits for others, is long, or gets nowhere: that comes from below.
      this[kNotified] = true;
      keepContext(this);
    } else if (this[kNotified]) {
      this[kExchange] = kNone;
      process.nextTick(finish, this);
    } else {
      source.endSilently(this);
    }
  } else if (this[kWriteCallbacks] !== undefined) {
    if (source.queued(this) <= (this[kLent] ? 0 : kWriteThrough)) {
      process.nextTick(runWriteCallbacks, this);
    } else {
      source.notifyDrain(this);
    }
  }
};

function finish(response) {
  response[kSource].finish(response);
}

// What is pending counts as queued, with its frame: it will be when the tick ends.
ServerResponse.prototype[kQueuedBytes] = function() {
  if (this[kExchange] === kNone) {
    return OutgoingMessage.prototype[kQueuedBytes].call(this);
  }
  const queued = this._headerSent ? this[kSource].queued(this) : 0;
  return queued + pendingBytes(this);
};

ServerResponse.prototype[kCheckPressure] = function() {
  if (this[kQueuedBytes]() < this.writableHighWaterMark) return true;
  // What is written within one tick stays together: ask when it has left.
  if (!this[kNeedDrain] && this[kExchange] !== kNone) {
    process.nextTick(askForDrain, this);
  }
  this[kNeedDrain] = true;
  return false;
};

function askForDrain(response) {
  if (response[kExchange] !== kNone && response[kNeedDrain]) {
    response[kSource].notifyDrain(response);
  }
}

/** Runs the callbacks of the writes that the system has taken, and `after`. */
function runWriteCallbacks(response, after) {
  const callbacks = response[kWriteCallbacks];
  response[kWriteCallbacks] = undefined;
  if (callbacks === undefined) after?.(response);
  else callAll(callbacks, null, after, response);
}

/** The connection has handed all that was written to the system. */
ServerResponse.prototype[kOnDrain] = function() {
  this[kLent] = false;
  const callbacks = this[kWriteCallbacks];
  this[kWriteCallbacks] = undefined;
  if (callbacks === undefined) {
    this[kEmitDrain]();
  } else {
    // What a listener writes has its callbacks later.
    callAll([() => this[kEmitDrain](), ...callbacks], null);
  }
};

function emitClose(response) {
  if (response[kClosedFlag]) return;
  response[kDestroyed] = true;
  response[kClosedFlag] = true;
  // Of a response that was cut off the socket stays: programs ask it.
  response[kDetached] = response[kFinishEmitted];
  response.emit('close');
}

/** The response, all of it, is with the system. */
ServerResponse.prototype[kOnFinished] = function() {
  runWriteCallbacks(this, tellFinish);
};

function tellFinish(response) {
  process.nextTick(closeFinished, response);
  response[kEmitFinish]();
}

function closeFinished(response) {
  // One of them threw, and the others have their turn.
  if (response[kEndCallbacks] !== undefined) {
    process.nextTick(closeFinished, response);
  } else {
    emitClose(response);
  }
}

/** The connection ended before the response was with the system. */
ServerResponse.prototype[kOnAborted] = function() {
  if (this[kClosedFlag] || this[kFinishEmitted]) return;
  const writes = this[kWriteCallbacks];
  const ends = this[kEndCallbacks];
  if (writes === undefined && ends === undefined) {
    closeAborted(this);
    return;
  }
  this[kWriteCallbacks] = this[kEndCallbacks] = undefined;
  callAll([...writes ?? [], ...ends ?? []], reasonOfLoss(this), closeAborted, this);
};

function closeAborted(response) {
  response[kExchange] = kNone;
  emitClose(response);
}

const kErrnoCanceled = -125;

/** Why what was written did not get out. */
function reasonOfLoss(response) {
  return response[kDestroyed] ?
    response[kErrored] ?? new ERR_STREAM_DESTROYED('write') :
    errnoException(kErrnoCanceled, 'write');
}

// A response that ended while nobody listened is not reported; from the next task
// on it counts as finished and closed.
ServerResponse.prototype[kSettle] = function() {
  if (!endedSilently(this) || this[kClosedFlag] ||
      this[kEndTask] === currentTask()) {
    return;
  }
  this[kFinishEmitted] = true;
  this[kDestroyed] = true;
  this[kClosedFlag] = true;
  this[kDetached] = true;
};

/** Whether it ended while nobody listened. */
function endedSilently(response) {
  return response.finished && !response[kNotified] &&
    response[kSource] !== null && response[kExchange] === kNone;
}

// Also: what ended while nobody listened has left.
ServerResponse.prototype[kIsOver] = function() {
  return this.destroyed || (endedSilently(this) &&
    this[kSource].queuedOn(this[kConnection]) === 0);
};

/** Who listens right after the end is still told. */
ServerResponse.prototype[kListenLate] = function() {
  if (!endedSilently(this) || this[kEndTask] !== currentTask()) return;
  this[kNotified] = true;
  process.nextTick(finish, this);
};

for (const name of ['on', 'addListener', 'prependListener']) {
  const add = EventEmitter.prototype[name];
  ServerResponse.prototype[name] = function(type, listener) {
    if (this.finished) this[kListenLate]();
    return add.call(this, type, listener);
  };
}

/**
 * Makes a stream the sink (for responses that no connection made).
 * @param {net.Socket} socket
 */
ServerResponse.prototype.assignSocket = function assignSocket(socket) {
  if (socket._httpMessage) throw new ERR_HTTP_SOCKET_ASSIGNED();
  socket._httpMessage = this;
  this[kOnSocketClose] = () => {
    if (!this[kClosedFlag]) this[kOnAborted]();
  };
  socket.on('close', this[kOnSocketClose]);
  this[kSocket] = socket;
  this.emit('socket', socket);
  if (this[kOutput] !== undefined || this._ended) this[kDrainTo](socket);
};

ServerResponse.prototype.detachSocket = function detachSocket(socket) {
  if (this[kOnSocketClose] !== undefined) {
    socket.removeListener('close', this[kOnSocketClose]);
  }
  socket._httpMessage = null;
  this[kSocket] = null;
  this[kDetached] = true;
};

ServerResponse.prototype._finish = function() {
  this.emit('prefinish');
};

showBy(ServerResponse, (response) => ({
  statusCode: response.statusCode,
  statusMessage: response.statusMessage,
  headers: response.getHeaders(),
  headersSent: response.headersSent,
  shouldKeepAlive: response.shouldKeepAlive,
  writableEnded: response.writableEnded,
  writableFinished: response.writableFinished,
  destroyed: response.destroyed,
  req: response.req,
}));

module.exports = { ServerResponse };
