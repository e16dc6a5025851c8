'use strict';
/**
 * Between the native connections and the objects of JavaScript: what comes from
 * below finds its request and response here, what they do goes down from here.
 *
 * One call comes in for a request. An exchange is named by the id of its
 * connection, which no other ever has, and its number there; what comes from below
 * is for the living, and names them by slots, small integers that are used again.
 *
 * @module internal/http/dispatch
 */

const binding_ = binding('http');
const { currentTask } = require('internal/async/ids');
const { FastBuffer } = require('internal/buffer/fast_buffer');
const { publish, watched } = require('internal/util/diagnostics');
const {
  kInfoExpectContinue,
  kInfoExpectOther,
  kInfoHasBody,
  kInfoHttp11,
  kInfoKeepAlive,
  kInfoUpgrade,
  kInfoWaits,
} = require('internal/http/incoming');
const { addResource, objects, removeResource } =
  require('internal/async/resources');
const { HeadMemo } = require('internal/http/head_memo');
const { kUniqueHeaders } = require('internal/http/outgoing');
const { callInContext, keepContext } = require('internal/http/message_context');
const { HttpSocketHandle } = require('internal/http/socket_handle');
const { emitDrop } = require('internal/net/server');
const {
  kAttach, kCompleted, kConnection, kCorked, kEndTask, kExchange,
  kHighWaterMark, kInfo, kMaxHeadersCount, kOnAborted, kOnBody, kOnComplete,
  kOnDrain, kOnFinished, kOnNativeClosed, kSetHead, kSetPlace, kSlot, kSocket,
  kSource, kWaits,
} = require('internal/http/symbols');
const {
  kAdoptHandle, kCountConnections, kIsBlocked, kOnData, kOnEnd,
  kProtocolError, kSockets,
} = require('internal/net/symbols');

// Fields that only this file knows.
const kErrorTold = Symbol('kErrorTold');
const kHttpHandle = Symbol('kHttpHandle');

const kNone = -1;

/** Of a socket: the response to the request that came last over it, or … */
const kNewest = Symbol('kNewest');
/** … that one is ended, and the idle time of the socket is not counted. */
const kBetweenRequests = Symbol('kBetweenRequests');

/** Responses under way, by the slot of their exchange. */
const inFlight = [];
/**
 * Ids by the slots of their connections. Not of numbers alone, for which V8 would
 * have an array that makes a new number with every read.
 */
const connections = [undefined];
/** Sockets that programs asked for, by the id of their connection. */
const sockets = new Map();
/**
 * Requests that shouldUpgradeCallback was given, by the id of their connection,
 * until it is done what it said.
 */
const asked = new Map();
/**
 * Requests that upgrade and have a body, by the id of their connection, until that
 * is complete and the socket changes hands; and whether the program has it.
 */
const upgrading = new Map();

function isLatin1(encoding) {
  return encoding === 'latin1' || encoding === 'binary';
}

function isUtf8(encoding) {
  return encoding === 'utf8' || encoding === 'utf-8';
}

/** What requests and responses call; one a server. */
class ServerSource {
  /** @param {http.Server} server */
  constructor(server) {
    this.server = server;
    this.handle = binding_.createServer();
    this.highWaterMark = undefined;
    /** The server's, which is an accessor. */
    this.keepAliveTimeout = 0;
    /** Responses that are not ended and wait behind others. */
    this.waiting = 0;
    /** Its server was closed: connections end behind their last answers. */
    this.closing = false;
    /** Whether it had no connections when its server was closed. */
    this.endsUnseen = false;
    this.heads = new HeadMemo();
    addResource(this.handle, this);
  }

  /** @returns {true|undefined} whether a response that ends counts as sent */
  write(res, head, chunk, encoding, bits, trailers) {
    let latin1 = false;
    if (encoding !== undefined && typeof chunk === 'string') {
      latin1 = isLatin1(encoding);
      if (!latin1 && !isUtf8(encoding)) chunk = Buffer.from(chunk, encoding);
    }
    return binding_.write(res[kConnection], res[kExchange], head, chunk, latin1,
                          bits, trailers);
  }

  /** Several pieces as one. `pieces`: chunk, encoding, chunk, encoding … */
  writeMany(res, head, pieces, bits, trailers) {
    for (let i = 0; i < pieces.length; i += 2) {
      const encoding = pieces[i + 1];
      if (typeof pieces[i] !== 'string' || encoding === undefined) {
        pieces[i + 1] = false;
      } else if (isLatin1(encoding)) {
        pieces[i + 1] = true;
      } else {
        if (!isUtf8(encoding)) pieces[i] = Buffer.from(pieces[i], encoding);
        pieces[i + 1] = false;
      }
    }
    return binding_.writeMany(res[kConnection], res[kExchange], head, pieces, bits,
                              trailers);
  }

  writeInformation(res, text) {
    binding_.writeInformation(res[kConnection], res[kExchange], text);
  }

  /** Call before `res` ends, while `waiting` > 0: others move up. */
  passOn(res) {
    if (res[kWaits]) {
      this.stopWaiting(res);
      return;
    }
    const next = binding_.nextInLine(res[kConnection], res[kExchange]);
    if (next === kNone) return;
    // As in Node the connection is handed on after the tick.
    process.nextTick(takeTurn, inFlight[next]);
  }

  stopWaiting(res) {
    if (!res[kWaits]) return;
    res[kWaits] = false;
    --this.waiting;
  }

  /** @returns {boolean} whether its connection ends when `res` does */
  endsWith(res) {
    return this.closing && res[kExchange] !== kNone &&
      binding_.isLast(res[kConnection], res[kExchange]);
  }

  // `message`: a request, or the response to it.
  queued(message) {
    return binding_.queued(message[kConnection], message[kExchange]);
  }
  /** @returns {number} bytes of all responses; 0 once the connection is gone */
  queuedOn(connection) { return binding_.connectionQueued(connection); }
  notifyDrain(message) {
    keepContext(message);
    binding_.notifyDrain(message[kConnection], message[kExchange]);
  }
  resumeBody(message) {
    binding_.resumeBody(message[kConnection], message[kExchange]);
  }
  pauseBody(message) {
    binding_.pauseBody(message[kConnection], message[kExchange]);
  }
  discardBody(message) {
    binding_.discardBody(message[kConnection], message[kExchange]);
  }

  /** A response ended, and nobody listens to it or to its request. */
  endSilently(res) {
    res[kExchange] = kNone;
    res.req[kEndTask] = res[kEndTask] = currentTask();
    leave(res);
    if (sockets.size > 0) letGo(res, res._last);
  }

  /** The response, all of it, is with the loop or the system. */
  finish(res) {
    const { req } = res;
    res[kExchange] = kNone;
    if (req[kCompleted]) leave(res);
    if (sockets.size > 0) letGo(res, res._last);
    if (!req._consuming) req._dump();
    res[kOnFinished]();
    if (res.maxRequestsOnConnectionReached) {
      // Requests that are here already still get their answers.
      setImmediate(endConnection, res[kConnection]);
    }
  }

  /** The socket under a request: one a connection, made when asked for. */
  socketOf(req) {
    const socket = socketOfConnection(this, req[kConnection]);
    const res = inFlight[req[kSlot]];
    if (res !== undefined && res.req === req) {
      socket._httpMessage ??= res;
      socket[kNewest] ??= res;
    }
    return socket;
  }
}

/** Its exchange is over, and the slot another's. */
function leave(res) {
  if (inFlight[res[kSlot]] === res) inFlight[res[kSlot]] = undefined;
}

function takeTurn(res) {
  res[kSource].stopWaiting(res);
}

/** The connection's socket is no longer about this response. */
function letGo(res, last) {
  const socket = sockets.get(res[kConnection]);
  if (socket === undefined) return;
  if (socket._httpMessage === res) socket._httpMessage = null;
  // Between requests keepAliveTimeout rules, which the connection keeps.
  if (socket[kNewest] === res && socket.timeout > 0 &&
      socket.server.keepAliveTimeout > 0) {
    socket.setTimeout(0);
    socket[kNewest] = kBetweenRequests;
  }
  // A stream that the program brought ends when the connection does.
  if (last && !res.maxRequestsOnConnectionReached && socket[kHttpHandle]) {
    socket.end();
  }
}

function endConnection(connection) {
  binding_.connectionEnd(connection);
}

function socketOfConnection(source, connection) {
  let socket = sockets.get(connection);
  if (socket !== undefined) return socket;
  const { Socket } = require('net');
  const alive = binding_.watchConnection(connection);
  socket = new Socket({
    handle: alive ? new HttpSocketHandle(connection) : null,
    allowHalfOpen: true,
  });
  socket.server = source.server;
  socket._server = source.server;
  // Stays when the socket has let go of its handle.
  socket[kHttpHandle] = socket._handle;
  socket.setEncoding = refuseEncoding;
  Object.defineProperty(socket, 'writableCorked', kCorkedWithResponse);
  if (alive) {
    sockets.set(connection, socket);
    if (source.server.timeout) socket.setTimeout(source.server.timeout);
    socket.on('timeout', onSocketTimeout);
    socket.on('error', onSocketError);
  } else {
    socket.destroy();
  }
  return socket;
}

/** A response that is corked corks its socket. */
const kCorkedWithResponse = {
  __proto__: null,
  configurable: true,
  enumerable: false,
  get() {
    return (this._writableState?.corked ?? 0) + (this._httpMessage?.[kCorked] ?? 0);
  },
};

/** What it reads is HTTP's, which is bytes. */
function refuseEncoding() {
  const { codes } = require('internal/errors/errors');
  throw new codes.ERR_HTTP_SOCKET_ENCODING();
}

/** An error of a connection ends that alone; the program may look at it. */
function onSocketError(error) {
  if (this[kErrorTold]) return;
  this[kErrorTold] = true;
  if (!this.server.emit('clientError', error, this)) this.destroy(error);
}

function onSocketTimeout() {
  const { server } = this;
  const connection = this._handle?.connection;
  const res = this._httpMessage ??
    inFlight.find((each) => each?.[kConnection] === connection);
  const req = res?.req;
  const heard = [
    req && !req.complete && req.emit('timeout', this),
    res && res.emit('timeout', this),
    server.emit('timeout', this),
  ];
  if (!heard.some(Boolean)) this.destroy();
}

/** Whether the program answers an expectation itself, or we do. */
function answerExpectation(server, req, res, info) {
  if (info & kInfoExpectContinue) {
    res._expect_continue = true;
    if (server.listenerCount('checkContinue') > 0) {
      server.emit('checkContinue', req, res);
      return true;
    }
    res.writeContinue();
    return false;
  }
  if (server.listenerCount('checkExpectation') > 0) {
    server.emit('checkExpectation', req, res);
  } else {
    res.writeHead(417);
    res.end();
  }
  return true;
}

function makeRequest(source, connection, head, info) {
  const { IncomingMessage } = source;
  const req = source.plainRequest ?
    new IncomingMessage(undefined) :
    new IncomingMessage(socketOfConnection(source, connection));
  req[kSetHead](source, head, info);
  if (source.joinDuplicateHeaders) req.joinDuplicateHeaders = true;
  const limit = source.server.maxHeadersCount;
  if (typeof limit === 'number') req[kMaxHeadersCount] = limit;
  if (source.highWaterMark !== undefined) {
    req[kHighWaterMark] = source.highWaterMark;
  }
  return req;
}

/** The request that shouldUpgradeCallback saw, if this is it. */
function takeAsked(connection, info) {
  const req = asked.get(connection);
  if (req === undefined) return undefined;
  asked.delete(connection);
  req[kInfo] = info;
  return req;
}

function onRequest(native, slot, connectionSlot, exchange, head, info) {
  const source = objects[native];
  const connection = connections[connectionSlot];
  const { server, ServerResponse } = source;
  const req = (asked.size > 0 ? takeAsked(connection, info) : undefined) ??
    makeRequest(source, connection, head, info);
  req[kSetPlace](connection, exchange, slot);

  const res = new ServerResponse(req, source.responseOptions);
  res[kAttach](source, req, (info & kInfoKeepAlive) !== 0);
  res._keepAliveTimeout = source.keepAliveTimeout;
  if ((info & kInfoWaits) !== 0) {
    res[kWaits] = true;
    ++source.waiting;
  }
  if (source.uniqueHeaders !== null) res[kUniqueHeaders] = source.uniqueHeaders;
  inFlight[slot] = res;
  const socket = sockets.size > 0 ? sockets.get(connection) : undefined;
  if (socket !== undefined) {
    socket._httpMessage ??= res;
    if (socket[kNewest] === kBetweenRequests) {
      socket.setTimeout(server.timeout || 0);
    }
    socket[kNewest] = res;
  }

  if (watched.http !== null) publishRequest(req, res, server);
  const hasBody = (info & kInfoHasBody) !== 0;
  if ((info & kInfoUpgrade) !== 0) {
    // Its answer is the program's, on the socket.
    req[kSocket] = socketOfConnection(source, connection);
    upgrading.set(connection, { req, res, told: false });
    return;
  }
  if (server.maxRequestsPerSocket > 0 &&
      limitRequests(source, connection, req, res)) {
    // Dropped: answered with 503.
  } else if ((info & (kInfoExpectContinue | kInfoExpectOther)) === 0 ||
             (info & kInfoHttp11) === 0 ||
             !answerExpectation(server, req, res, info)) {
    server.emit('request', req, res);
  }
  // As from Node's parser, a request without a body is complete once its
  // handler has returned.
  if (!hasBody && !req[kCompleted]) req[kOnComplete]('');
}

function publishRequest(request, response, server) {
  const { socket } = request;
  publish('http', 'http.server.response.created', { request, response });
  const message = { request, response, socket, server };
  publish('http', 'http.server.request.start', message);
  if (!watched.http?.has('http.server.response.finish')) return;
  response.on('finish', () => {
    publish('http', 'http.server.response.finish', message);
  });
}

/** @returns {boolean} whether the request was one too many, and is answered */
function limitRequests(source, connection, req, res) {
  const { server } = source;
  const most = server.maxRequestsPerSocket;
  const count = binding_.requestCount(connection);
  res._maxRequestsPerSocket = most;
  res.maxRequestsOnConnectionReached = count >= most;
  if (count <= most) return false;
  server.emit('dropRequest', req, socketOfConnection(source, connection));
  res.writeHead(503);
  res.end();
  return true;
}

function onBody(slot, slab, offset, length) {
  inFlight[slot]?.req[kOnBody](new FastBuffer(slab, offset, length));
}

function onRequestEnd(slot, trailers) {
  const res = inFlight[slot];
  if (res === undefined) return;
  if (res[kExchange] === kNone) leave(res);
  res.req[kOnComplete](trailers);
}

function onDrain(slot) {
  const res = inFlight[slot];
  if (res !== undefined) callInContext(res, drain);
}

function drain(res) {
  res[kOnDrain]();
}

function onFinished(slot) {
  const res = inFlight[slot];
  if (res !== undefined) callInContext(res, finish);
}

function finish(res) {
  res[kSource].finish(res);
}

/** The connection ended under an exchange. */
function onAborted(slot) {
  const res = inFlight[slot];
  if (res === undefined) return;
  leave(res);
  res[kSource].stopWaiting(res);
  if (upgrading.size > 0) upgrading.delete(res[kConnection]);
  res.req[kOnAborted]();
  callInContext(res, abort);
}

function abort(res) {
  res[kOnAborted]();
}

/**
 * What ran for a request was cut off.
 * @returns {boolean} whether the client gets an answer; else the connection ends
 */
function onTerminated(slot) {
  const res = inFlight[slot];
  if (res === undefined || res.headersSent || res.writableEnded) return false;
  for (const name of res.getHeaderNames()) res.removeHeader(name);
  res.writeHead(503, { Connection: 'close' });
  res.end();
  return true;
}

/** A new connection; only servers with listeners care. */
function onConnection(native, slot, connection) {
  connections[slot] = connection;
  if (adopting !== undefined) {
    // The program made the stream, and knows of it.
    sockets.set(connection, adopting);
    binding_.watchConnection(connection);
    return;
  }
  const source = objects[native];
  const { server } = source;
  if (server.blockList !== undefined &&
      server[kIsBlocked](binding_.connectionAddress(connection, true))) {
    binding_.connectionDestroy(connection, false);
    return;
  }
  const most = server.maxConnections;
  if (typeof most === 'number' && server[kCountConnections]() > most) {
    const local = binding_.connectionAddress(connection, false);
    const peer = binding_.connectionAddress(connection, true);
    binding_.connectionDestroy(connection, false);
    emitDrop(server, local, peer);
    return;
  }
  if (server.listenerCount('connection') > 1 || server.timeout > 0) {
    server.emit('connection', socketOfConnection(source, connection));
  }
  if (watched.net !== null) {
    publish('net', 'net.server.socket',
            { socket: socketOfConnection(source, connection) });
  }
}

/** The stream that serveStream is giving to the native server. */
let adopting;

/**
 * Has the native server serve a stream that the program brings, which is the
 * `socket` of the requests that come over it.
 * @param {ServerSource} source
 * @param {Duplex} stream
 * @returns {number} the handle of the native transport
 */
function serveStream(source, stream) {
  adopting = stream;
  try {
    return binding_.serveDuplex(source.handle);
  } finally {
    adopting = undefined;
  }
}

/** @param {number} errno 0 when it ended in order */
function onConnectionClosed(connection, errno) {
  if (asked.size > 0) asked.delete(connection);
  const socket = sockets.get(connection);
  if (socket === undefined) return;
  sockets.delete(connection);
  socket[kHttpHandle]?.onClosed(socket, errno);
}

/** The client ended its direction; `inRequest`: onClientError follows. */
function onClientEnd(connection, inRequest) {
  const socket = sockets.get(connection);
  if (socket === undefined || !socket[kHttpHandle] || socket.destroyed ||
      socket[kProtocolError] !== undefined) {
    return;
  }
  socket[kOnEnd]();
  if (!inRequest && !socket.server.httpAllowHalfOpen) socket.end();
}

/** What sockets wrote themselves is with the system. */
function onFlushed(connection) {
  const socket = sockets.get(connection);
  socket?.[kHttpHandle]?.onFlushed(socket);
}

/** @returns {boolean} true: the program deals with the connection */
function onClientError(native, connection, code, reason, parsed, raw) {
  const source = objects[native];
  const { server } = source;
  if (server.listenerCount('clientError') === 0) {
    // A socket that the program holds is destroyed with it after the answer.
    const socket = sockets.get(connection);
    if (socket !== undefined) {
      socket[kErrorTold] = true;
      socket[kProtocolError] = clientError(code, reason, parsed, raw);
    }
    return false;
  }
  const error = clientError(code, reason, parsed, raw);
  const socket = socketOfConnection(source, connection);
  socket[kErrorTold] = true;
  // A broken connection takes no answer.
  if (error.syscall !== undefined) socket.destroy(error);
  server.emit('clientError', error, socket);
  return true;
}

/**
 * The connection waited too long for its next request.
 * @returns {boolean} true: the program deals with it
 */
function onKeepAliveTimeout(native, connection) {
  const source = objects[native];
  const { server } = source;
  const known = sockets.get(connection);
  // Beside our own there may be a listener on the socket.
  if (server.listenerCount('timeout') === 0 &&
      (known === undefined || known.listenerCount('timeout') < 2)) {
    return false;
  }
  if (known !== undefined && !known[kHttpHandle]) {
    return server.emit('timeout', known);
  }
  socketOfConnection(source, connection).emit('timeout');
  return true;
}

function clientError(code, reason, parsed, raw) {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    const { codes } = require('internal/errors/errors');
    return new codes.ERR_HTTP_REQUEST_TIMEOUT();
  }
  const { errno } = require('internal/errors/errno');
  if (errno[code] !== undefined) {
    const { errnoException } = require('internal/errors/errors');
    return errnoException(-errno[code], code === 'EPIPE' ? 'write' : 'read');
  }
  // At the end of a connection there is no piece of input to blame.
  const atEnd = code === 'HPE_INVALID_EOF_STATE';
  const error = new Error(atEnd ? 'Parse Error' : `Parse Error: ${reason}`);
  error.bytesParsed = parsed;
  error.code = code;
  error.reason = reason;
  if (!atEnd) error.rawPacket = Buffer.from(raw);
  return error;
}

/** Whether somebody takes upgrades (or CONNECT) of this server. */
function wantsUpgrade(native, connection, head, info, isConnect) {
  const source = objects[native];
  const { server } = source;
  if (isConnect) return server.listenerCount('connect') > 0;
  if (typeof server.shouldUpgradeCallback === 'function') {
    const req = makeRequest(source, connection, head, info);
    req[kConnection] = connection;
    // It waits for earlier answers perhaps, and may end with its connection.
    binding_.watchConnection(connection);
    asked.set(connection, req);
    return Boolean(server.shouldUpgradeCallback(req));
  }
  return server.listenerCount('upgrade') > 0;
}

/** The program has the socket while the body of its request arrives. */
function onUpgradeWaits(native, connection) {
  const { server } = objects[native];
  const waiting = upgrading.get(connection);
  const { req } = waiting;
  waiting.told = true;
  server.emit('upgrade', req, req[kSocket], Buffer.alloc(0));
}

/**
 * The socket changes hands: from here on it is an ordinary one.
 * @param {number} stream handle of binding('net'); below 0 when the connection
 *   is a stream that the program brought
 */
function onUpgrade(native, connection, stream, head, info, isConnect, rest) {
  const source = objects[native];
  const { server } = source;
  let socket = sockets.get(connection);
  sockets.delete(connection);
  if (stream < 0) {
    socket._httpMessage = null;
  } else {
    const { StreamHandle } = require('internal/net/stream_handle');
    const streamHandle = new StreamHandle(stream);
    if (socket === undefined) {
      const { Socket } = require('net');
      socket = new Socket({ handle: streamHandle, allowHalfOpen: true });
      socket.server = socket._server = server;
    } else {
      socket.removeListener('timeout', onSocketTimeout);
      socket.removeListener('error', onSocketError);
      socket[kAdoptHandle](streamHandle);
    }
  }
  const waited = upgrading.get(connection);
  upgrading.delete(connection);
  const req = waited?.req ?? takeAsked(connection, info) ??
    makeRequest(source, connection, head, info);
  if (waited === undefined) {
    req[kConnection] = connection;
    req[kSocket] = socket;
    req[kCompleted] = true;
  } else {
    req[kExchange] = waited.res[kExchange] = kNone;
    leave(waited.res);
  }
  // The server counts it, and its close() waits for it.
  ++server._connections;
  server[kSockets].add(socket);
  if (waited?.told) {
    if (rest.length > 0) socket[kOnData](Buffer.from(rest));
  } else {
    const event = isConnect ? 'connect' : 'upgrade';
    // Perhaps nobody listens to what shouldUpgradeCallback took.
    if (!server.emit(event, req, socket, Buffer.from(rest))) socket.destroy();
  }
  // Who does not read learns of the end, too.
  if (!socket.destroyed) socket.read(0);
}

function onServerClosed(native) {
  const source = removeResource(native);
  source.server[kOnNativeClosed](source);
}

binding_.setCallbacks({
  onAborted,
  onBody,
  onClientEnd,
  onClientError,
  onConnection,
  onConnectionClosed,
  onDrain,
  onFinished,
  onFlushed,
  onKeepAliveTimeout,
  onRequest,
  onRequestEnd,
  onServerClosed,
  onTerminated,
  onUpgrade,
  onUpgradeWaits,
  wantsUpgrade,
});

module.exports = { ServerSource, serveStream };
