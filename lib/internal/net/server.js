'use strict';
/**
 * net.Server: listens, and makes a Socket of each connection.
 *
 * Follows Node's net.Server.
 *
 * @module internal/net/server
 */

const {
  EACCES,
  EAFNOSUPPORT,
  EINVAL,
  ENAMETOOLONG,
  ENOENT,
} = require('internal/errors/errno').negated;
const EventEmitter = require('events');
const { kAsyncDispose } = require('internal/util/dispose');
const { getDefaultHighWaterMark } = require('stream');
const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_METHOD_NOT_IMPLEMENTED,
    ERR_SERVER_ALREADY_LISTEN,
    ERR_SERVER_NOT_RUNNING,
  },
  dnsException,
  errnoException,
  uvExceptionWithHostPort,
} = require('internal/errors/errors');
const {
  validateAbortSignal,
  validateNumber,
  validatePort,
  validateString,
} = require('internal/util/validators');
const { idsInUse, runTriggeredBy } = require('internal/async/ids');
const { publish, watched } = require('internal/util/diagnostics');
const { isIP } = require('internal/net/address');
const { normalizeArgs } = require('internal/net/connect');
const { Socket, keepAliveDelayOf } = require('internal/net/socket');
const { addListener, isStreamSocket, lookup } =
  require('internal/net/stream_handle');
const { closeOnAbort } = require('internal/util/close_on_abort');

const binding_ = binding('net');
const { asyncIdOf } = binding('async');
const {
  kCountConnections, kEmitCloseIfDone, kIsBlocked, kOnListenerError,
  kOnSocketClosed, kOnStream, kOptions, kSockets, kStartListener,
} = require('internal/net/symbols');

// Fields that only this file knows.
const kListener = Symbol('kListener');
const kListening = Symbol('kListening');

const kNone = -1;
const kDefaultBacklog = 511;

/**
 * @param {object} [options]
 * @param {boolean} [options.allowHalfOpen]
 * @param {boolean} [options.pauseOnConnect]
 * @param {boolean} [options.noDelay]
 * @param {boolean} [options.keepAlive]
 * @param {number} [options.keepAliveInitialDelay] ms
 * @param {number} [options.highWaterMark] bytes, of the sockets
 * @param {BlockList} [options.blockList] of peers
 * @param {function(Socket): void} [connectionListener]
 */
function Server(options, connectionListener) {
  if (!(this instanceof Server)) return new Server(options, connectionListener);
  EventEmitter.call(this);
  if (typeof options === 'function') {
    connectionListener = options;
    options = {};
  } else if (options === undefined || options === null) {
    options = {};
  } else if (typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
  if (typeof connectionListener === 'function') {
    this.on('connection', connectionListener);
  }
  this[kListener] = kNone;
  this._connections = 0;
  this[kSockets] = new Set();
  this[kListening] = null;
  this._unref = false;
  this[kOptions] = options;
  this.allowHalfOpen = options.allowHalfOpen || false;
  this.pauseOnConnect = Boolean(options.pauseOnConnect);
  this.noDelay = Boolean(options.noDelay);
  this.keepAlive = Boolean(options.keepAlive);
  this.keepAliveInitialDelay = keepAliveDelayOf(options);
  const { highWaterMark } = options;
  if (highWaterMark !== undefined) {
    validateNumber(highWaterMark, 'options.highWaterMark');
  }
  // A mark that each connection would be refused for is none.
  this.highWaterMark = Number.isInteger(highWaterMark) && highWaterMark >= 0 ?
    highWaterMark : getDefaultHighWaterMark(false);
  if (options.blockList !== undefined && options.blockList !== null) {
    const { checkBlockList } = require('internal/net/block_list');
    this.blockList = checkBlockList(options.blockList);
  }
}
Object.setPrototypeOf(Server.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Server, EventEmitter);

Object.defineProperty(Server.prototype, 'listening', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return listens(this); },
});

/** Also of what never ran the constructor, whose methods programs borrow. */
function listens(server) {
  const { [kListener]: listener } = server;
  return typeof listener === 'number' && listener !== kNone;
}

// --- Listening.

/**
 * Begins to listen. (port[, host][, backlog][, callback]), (path[, backlog]
 * [, callback]) or (options[, callback]); port 0 or nothing: any free one.
 *
 * @param {...*} args
 * @returns {this}
 */
Server.prototype.listen = function listen(...args) {
  let [options, callback] = normalizeArgs(args);
  if (this.listening) throw new ERR_SERVER_ALREADY_LISTEN();
  const backlog = backlogOf(options.backlog) ||
    backlogOf(args.find((argument, i) => i > 0 && typeof argument !== 'function' &&
                        backlogOf(argument) !== 0)) || kDefaultBacklog;
  options = options._handle ?? options.handle ?? options;
  if (options instanceof Server) {
    throw new ERR_METHOD_NOT_IMPLEMENTED('net.Server.listen on another server');
  }
  if (callback !== undefined) this.once('listening', callback);
  traceListen(this, 'asyncStart', { options });
  if (options.signal !== undefined) {
    validateAbortSignal(options.signal, 'options.signal');
    closeOnAbort(this, options.signal);
  }
  if (typeof options.fd === 'number' && options.fd >= 0) {
    listenOnFd(this, options.fd, backlog);
    return this;
  }

  if (args[0] === undefined || args[0] === null ||
      typeof args[0] === 'function' ||
      (options.port === undefined && 'port' in options) ||
      options.port === null) {
    options = { ...options, port: 0 };
  }
  if (typeof options.port === 'number' || typeof options.port === 'string') {
    validatePort(options.port, 'options.port');
    listenOnPort(this, options, options.port | 0, backlog);
    return this;
  }
  if (typeof options.path === 'string' && options.path !== '') {
    listenOnPath(this, options, backlog);
    return this;
  }
  if (!('port' in options || 'path' in options)) {
    throw new ERR_INVALID_ARG_VALUE(
      'options', options, 'must have the property "port" or "path"');
  }
  throw new ERR_INVALID_ARG_VALUE('options', options);
};

/** Tells how far listening has come. */
function traceListen(server, event, message) {
  if (watched.net === null) return;
  publish('net', `tracing:net.server.listen:${event}`, { server, ...message });
}

/** 0: not a number of connections. */
function backlogOf(value) {
  return typeof value === 'number' || typeof value === 'string' ?
    Number(value) | 0 : 0;
}

const { kIpv6Only, kReusePort } = binding_;

function listenOnPort(server, options, port, backlog) {
  const flags = (options.ipv6Only ? kIpv6Only : 0) |
    (options.reusePort ? kReusePort : 0);
  const { host } = options;
  if (!host) {
    // All interfaces of both families, or of IPv4 where there is no IPv6.
    let listener = binding_.listen('::', port, backlog, flags);
    let address = '::';
    if (listener === EAFNOSUPPORT || listener === EINVAL) {
      address = '0.0.0.0';
      listener = binding_.listen(address, port, backlog, flags);
    }
    finishListen(server, listener, address, port);
    return;
  }
  validateString(host, 'hostname');
  // A later listen(), or close(), makes this one void.
  const ticket = server[kListening] = {};
  const listenOn = (code, addresses) => {
    if (server[kListening] !== ticket) return;
    server[kListening] = null;
    if (code !== 0) {
      const error = dnsException(code, 'getaddrinfo', host);
      traceListen(server, 'error', { error });
      server.emit('error', error);
      return;
    }
    const [address] = addresses[0];
    finishListen(server, binding_.listen(address, port, backlog, flags),
                 address, port);
  };
  if (isIP(host)) process.nextTick(listenOn, 0, [[host]]);
  else lookup(host, 0, 0, listenOn);
}

/** On a socket that the program was given, by a parent say. */
function listenOnFd(server, fd, backlog) {
  const listener = isStreamSocket(fd) ?
    binding_.listenFd(fd, backlog) : EINVAL;
  finishListen(server, listener, null, -1, fd);
}

function listenOnPath(server, options, backlog) {
  if (options.path[0] === '\0' &&
      (options.readableAll || options.writableAll)) {
    throw new ERR_INVALID_ARG_VALUE(
      'options', options, 'can not set readableAll or writableAllt to true ' +
      'when path is abstract unix socket');
  }
  let mode = 0;
  if (options.readableAll) mode |= 0o444;
  if (options.writableAll) mode |= 0o222;
  let listener = binding_.listenPath(options.path, backlog, mode);
  // As libuv says it.
  if (listener === ENAMETOOLONG) listener = EINVAL;
  if (listener === ENOENT) listener = EACCES;
  finishListen(server, listener, options.path, -1);
}

function finishListen(server, listener, address, port, fd) {
  if (listener < 0) {
    const error = uvExceptionWithHostPort(
      listener, 'listen', address, fd === undefined ? port : undefined);
    traceListen(server, 'error', { error });
    process.nextTick(() => server.emit('error', error));
    return;
  }
  server[kListening] = null;  // who waits for a name has come too late
  server[kListener] = listener;
  server._connectionKey =
    `${port === -1 ? -1 : isIP(address)}:${address}:${fd ?? port}`;
  addListener(listener, server);
  if (server._unref) binding_.listenerSetRef(listener, false);
  server[kStartListener](listener);
  traceListen(server, 'asyncEnd');
  const tell = () => {
    if (server[kListener] === listener) server.emit('listening');
  };
  // It is the listener's doing, whoever called listen().
  runTriggeredBy(idsInUse() ? asyncIdOf(listener) : 0, process.nextTick,
                 undefined, tell);
}

/** Takes connections; http.Server lets the native server take them. */
Server.prototype[kStartListener] = function(listener) {
  binding_.listenerStart(listener);
};

/** @returns {{address: string, family: string, port: number}|string|null} */
Server.prototype.address = function address() {
  if (!listens(this)) return null;
  const local = binding_.listenerAddress(this[kListener]);
  if (!Array.isArray(local)) return local ?? null;
  return { address: local[0], family: local[1], port: local[2] };
};

// --- Connections.

/** @param {[string, string, number]|string} peer what a handle's address(true) gives */
Server.prototype[kIsBlocked] = function(peer) {
  return Array.isArray(peer) && this.blockList.check(peer[0], peer[1]);
};

Server.prototype[kOnStream] = function(handle) {
  if (this.blockList !== undefined && this[kIsBlocked](handle.address(true))) {
    handle.close(() => {});
    return;
  }
  if (this.maxConnections !== undefined && this.maxConnections !== null &&
      this._connections >= this.maxConnections) {
    const local = handle.address(false);
    const peer = handle.address(true);
    handle.close(() => {});
    emitDrop(this, local, peer);
    return;
  }
  const socket = new Socket({
    handle,
    allowHalfOpen: this.allowHalfOpen,
    highWaterMark: this.highWaterMark,
    readable: true,
    writable: true,
  });
  socket.server = socket._server = this;
  if (this.noDelay) handle.setNoDelay(true);
  if (this.keepAlive) {
    handle.setKeepAlive(true, Math.max(0, ~~this.keepAliveInitialDelay));
  }
  ++this._connections;
  this[kSockets].add(socket);
  if (this.pauseOnConnect) socket.pause();
  this.emit('connection', socket);
  if (watched.net !== null) publish('net', 'net.server.socket', { socket });
  if (!this.pauseOnConnect && !socket.destroyed) socket.read(0);
};

/**
 * Tells of a connection that was not taken since there are too many.
 * @param {Server} server
 * @param {any} local what a handle's address(false) gave, and so on
 * @param {any} peer
 */
function emitDrop(server, local, peer) {
  server.emit('drop', {
    localAddress: local?.[0],
    localPort: local?.[2],
    localFamily: local?.[1],
    remoteAddress: peer?.[0],
    remotePort: peer?.[2],
    remoteFamily: peer?.[1],
  });
}

Server.prototype[kOnListenerError] = function(errno) {
  this.emit('error', errnoException(errno, 'accept'));
};

Server.prototype[kOnSocketClosed] = function(socket) {
  if (!this[kSockets].delete(socket)) return;
  --this._connections;
  this[kEmitCloseIfDone]();
};

/**
 * @param {function(Error|null, number): void} callback
 * @returns {this}
 */
Server.prototype.getConnections = function getConnections(callback) {
  process.nextTick(callback, null, this[kCountConnections]());
  return this;
};

Server.prototype[kCountConnections] = function() {
  return this._connections;
};

// --- Closing.

/**
 * Stops listening; 'close' when the last connection has ended.
 * @param {function(Error=): void} [callback]
 * @returns {this}
 */
Server.prototype.close = function close(callback) {
  const listener = listens(this) ? this[kListener] : kNone;
  if (typeof callback === 'function') {
    this.once('close', listener !== kNone ? callback :
      () => callback(new ERR_SERVER_NOT_RUNNING()));
  }
  this[kListening] = null;
  this[kListener] = kNone;
  // The descriptor is closed later, but what it was bound to is free now.
  if (listener !== kNone) binding_.listenerClose(listener);
  this[kEmitCloseIfDone]();
  return this;
};

Server.prototype[kAsyncDispose] =
  async function() {
    if (!this.listening) return;
    await new Promise((resolve, reject) => {
      this.close((error) => (error ? reject(error) : resolve()));
    });
  };

Server.prototype[kEmitCloseIfDone] = function() {
  if (listens(this) || this[kCountConnections]() > 0) return;
  process.nextTick(emitClose, this);
};

function emitClose(server) {
  server.emit('close');
}

/** @returns {this} */
Server.prototype.ref = function ref() {
  this._unref = false;
  if (listens(this)) binding_.listenerSetRef(this[kListener], true);
  return this;
};

/** Listening no longer keeps the process alive. @returns {this} */
Server.prototype.unref = function unref() {
  this._unref = true;
  if (listens(this)) binding_.listenerSetRef(this[kListener], false);
  return this;
};

Server.prototype[EventEmitter.captureRejectionSymbol] =
  function(error, event, socket) {
    if (event === 'connection') socket.destroy(error);
    else this.emit('error', error);
  };

module.exports = { Server, emitDrop };
