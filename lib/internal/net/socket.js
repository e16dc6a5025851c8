'use strict';
/**
 * Socket: a stream connection as a Duplex. Its work is done by a handle: a
 * StreamHandle of its own, or an HttpSocketHandle that looks on while the HTTP
 * server owns the connection. The two stream states are made when somebody first
 * reads, writes or destroys, so that a socket that is only listened to stays
 * small.
 *
 * Follows Node's net.Socket.
 *
 * @module internal/net/socket
 */

const { ENOTCONN, ENOTSOCK, EPIPE } = require('internal/errors/errno').negated;
const EventEmitter = require('events');
const { Duplex, Readable, Writable } = require('stream');
const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_FD_TYPE,
    ERR_METHOD_NOT_IMPLEMENTED,
    ERR_SOCKET_CLOSED,
    ERR_SOCKET_CLOSED_BEFORE_CONNECTION,
  },
  errnoException,
} = require('internal/errors/errors');
const { bindTask } = require('internal/async/context');
const { kHooks, state } = require('internal/async/ids');
const { publish, watched } = require('internal/util/diagnostics');
const { getTimerDuration, now, setUnrefTimeout } = require('internal/timers/timers');
const { defineOwn } = require('internal/util/util');
const {
  validateFunction,
  validateInt32,
  validateInteger,
  validateNumber,
} = require('internal/util/validators');
const {
  kAdoptHandle, kBlockList, kGone, kOnConnect, kOnData, kOnEnd, kOnError,
  kOnHandleClosed, kOnSent, kOnSocketClosed, kOptions, kProtocolError,
  kRefOff, kReopen, kStopReading,
} = require('internal/net/symbols');

// Fields that only this file knows.
const kClearIdleTimer = Symbol('kClearIdleTimer');
const kEarly = Symbol('kEarly');
const kKeepCounts = Symbol('kKeepCounts');
const kLastBytesRead = Symbol('kLastBytesRead');
const kLastBytesWritten = Symbol('kLastBytesWritten');
const kLocal = Symbol('kLocal');
const kNoDelay = Symbol('kNoDelay');
const kOnread = Symbol('kOnread');
const kPeer = Symbol('kPeer');
const kPendingFinal = Symbol('kPendingFinal');
const kTimeout = Symbol('kTimeout');
const kTypeOfService = Symbol('kTypeOfService');
const kWriteCallback = Symbol('kWriteCallback');

const kIdleTimer = Symbol('kIdleTimer');

function hasOwn(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name);
}

/**
 * @param {object} [options] or a number, a file descriptor
 * @param {number} [options.fd]
 * @param {boolean} [options.allowHalfOpen] keep our side open when the peer ends
 * @param {StreamHandle} [options.handle]
 * @param {AbortSignal} [options.signal] destroys the socket
 * @param {object} [options.onread] see internal/net/onread
 * @param {BlockList} [options.blockList] of peers
 * @param {number} [options.highWaterMark] bytes
 * @param {boolean} [options.noDelay]
 * @param {boolean} [options.keepAlive]
 * @param {number} [options.keepAliveInitialDelay] ms
 * @param {number} [options.typeOfService]
 * @param {boolean} [options.objectMode] refused, as the next two
 * @param {boolean} [options.readableObjectMode]
 * @param {boolean} [options.writableObjectMode]
 */
function Socket(options) {
  if (!(this instanceof Socket)) return new Socket(options);
  if (typeof options === 'number') options = { fd: options };
  options ??= {};
  if (options.objectMode || options.readableObjectMode ||
      options.writableObjectMode) {
    const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors/errors');
    const name = ['objectMode', 'readableObjectMode', 'writableObjectMode']
      .find((each) => options[each]);
    throw new ERR_INVALID_ARG_VALUE(
      `options.${name}`, options[name], 'is not supported');
  }
  let { handle = null } = options;
  if (handle === null && options.fd !== undefined) handle = openHandle(options.fd);
  if (EventEmitter.captureRejections) EventEmitter.call(this);
  this._handle = handle;
  this[kOptions] = options;
  this._paused = true;
  this[kGone] = false;
  this[kPendingFinal] = null;
  this[kWriteCallback] = null;
  this._connecting = false;
  this[kTimeout] = undefined;
  this[kNoDelay] = false;
  this[kOnread] = options.onread === undefined ? null :
    require('internal/net/onread').toReader(options.onread);
  this.allowHalfOpen = Boolean(options.allowHalfOpen);
  this.server = null;
  this._server = null;
  this._httpMessage = null;
  if (this._handle !== null) this._handle.owner = this;
  const delay = keepAliveDelayOf(options);
  if (options.blockList !== undefined && options.blockList !== null) {
    const { checkBlockList } = require('internal/net/block_list');
    this[kBlockList] = checkBlockList(options.blockList);
  }
  if (options.signal !== undefined) {
    const { addAbortSignal } = require('stream');
    addAbortSignal(options.signal, this);
  }
  const { highWaterMark } = options;
  if (highWaterMark !== undefined && highWaterMark !== null &&
      !(Number.isInteger(highWaterMark) && highWaterMark >= 0)) {
    makeState(this); // which refuses it
  }
  if (options.noDelay) this.setNoDelay(true);
  if (options.keepAlive) {
    this.setKeepAlive(true, 1000 * delay);
  }
  if (options.typeOfService !== undefined) {
    validateTypeOfService(options.typeOfService, 'options.typeOfService');
    this.setTypeOfService(options.typeOfService);
  }
}

/**
 * @param {{keepAliveInitialDelay?: number}} options
 * @returns {number} seconds before the first probe; 0: the system's
 */
function keepAliveDelayOf({ keepAliveInitialDelay }) {
  if (keepAliveInitialDelay === undefined) return 0;
  validateNumber(keepAliveInitialDelay, 'options.keepAliveInitialDelay');
  return toSeconds(keepAliveInitialDelay);
}

/** The whole seconds, 31 bits of them, that the system counts in. */
function toSeconds(msecs) {
  return Math.max(0, ~~(msecs / 1000));
}

/** A handle over a descriptor that the program was given. */
function openHandle(fd) {
  validateInteger(fd, 'fd', 0, 0x7fffffff);
  const { StreamHandle, isStreamSocket, typeOfFd } =
    require('internal/net/stream_handle');
  if (!isStreamSocket(fd)) throw new ERR_INVALID_FD_TYPE(typeOfFd(fd));
  const stream = binding('net').openStream(fd);
  if (stream === ENOTSOCK) {
    throw new ERR_METHOD_NOT_IMPLEMENTED('net.Socket over a pipe');
  }
  if (stream < 0) throw errnoException(stream, 'open');
  return new StreamHandle(stream);
}

Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
Object.setPrototypeOf(Socket, Duplex);

function makeState(socket) {
  const { allowHalfOpen } = socket;
  const options = socket[kOptions];
  const settings = {
    ...options,
    allowHalfOpen,
    decodeStrings: false,
    emitClose: false, // it comes when the descriptor is closed; see _destroy
    autoDestroy: true,
  };
  defineOwn(socket, '_readableState',
            new Readable.ReadableState(settings, socket, true));
  defineOwn(socket, '_writableState',
            new Writable.WritableState(settings, socket, true));
  if (options.readable === false) {
    socket._readableState.readable = false;
    socket._readableState.ended = true;
    socket._readableState.endEmitted = true;
  }
  if (options.writable === false) {
    socket._writableState.writable = false;
    socket._writableState.ending = true;
    socket._writableState.ended = true;
    socket._writableState.finished = true;
  }
  if (!allowHalfOpen) EventEmitter.prototype.on.call(socket, 'end', endWithPeer);
}

/**
 * With half-open forbidden the stream ends our side once those who listen to
 * 'end' have had their last word.
 * @this {Duplex}
 */
function endWithPeer() {
  if (this.allowHalfOpen || this.destroyed) return;
  this.write = writeAfterEnd;
}

/** The peer's end ended ours: what is written now goes nowhere. */
function writeAfterEnd(chunk, encoding, callback) {
  if (!this.writableEnded) {
    return Duplex.prototype.write.call(this, chunk, encoding, callback);
  }
  if (typeof encoding === 'function') callback = encoding;
  const error = new Error('This socket has been ended by the other party');
  error.code = 'EPIPE';
  if (typeof callback === 'function') process.nextTick(callback, error);
  this.destroy(error);
  return false;
}

for (const name of ['_readableState', '_writableState']) {
  Object.defineProperty(Socket.prototype, name, {
    __proto__: null,
    configurable: true,
    get() {
      if (!hasOwn(this, '_handle')) return undefined; // a prototype
      if (!hasOwn(this, kGone)) return undefined;
      makeState(this);
      return this[name];
    },
    set(value) { defineOwn(this, name, value); },
  });
}

function hasState(socket) {
  return hasOwn(socket, '_readableState');
}

function accessor(name, get, set) {
  Object.defineProperty(Socket.prototype, name, {
    __proto__: null, get, set, configurable: true, enumerable: false,
  });
}

const duplexDestroyed =
  Object.getOwnPropertyDescriptor(Duplex.prototype, 'destroyed');

accessor('destroyed', function() {
  return hasState(this) ? duplexDestroyed.get.call(this) : this[kGone];
}, function(value) { duplexDestroyed.set.call(this, value); });

accessor('connecting', function() {
  return this._connecting;
}, function(value) { this._connecting = value; });

accessor('pending', function() {
  return this._handle === null || this._connecting;
});

accessor('readyState', function() {
  if (this._connecting) return 'opening';
  const { readable, writable } = this;
  if (readable && writable) return 'open';
  if (readable) return 'readOnly';
  return writable ? 'writeOnly' : 'closed';
});

accessor('bufferSize', function() {
  return this._handle === null && !this._connecting ?
    undefined : this.writableLength;
});

accessor('bytesRead', function() {
  return this._handle?.bytesRead() ?? this[kLastBytesRead] ?? 0;
});
accessor('bytesWritten', function() {
  let bytes = this._handle?.bytesWritten() ?? this[kLastBytesWritten] ?? 0;
  if (this.destroyed || !hasState(this)) return bytes;
  // What waits for the connection, or for an uncork, counts as written.
  if (this[kEarly] !== undefined) bytes += byteLength(this[kEarly]);
  for (const each of this._writableState.getBuffer()) {
    if (each) bytes += byteLength(each);
  }
  return bytes;
});

function byteLength({ chunk, encoding }) {
  return typeof chunk === 'string' ?
    Buffer.byteLength(chunk, encoding) : chunk.byteLength;
}

accessor('_bytesDispatched', function() { return this.bytesWritten; });
accessor('timeout', function() {
  return this[kTimeout];
}, function(value) { this[kTimeout] = value; });

// Addresses are asked for when they are first read: what was not read before the
// connection has gone is undefined. Unix-domain sockets have none.
const kNoAddress = [];
function peerOf(socket) {
  return socket[kPeer] ??= addressOf(socket._handle, true);
}
// Who the peer was is known after the end, if it was read before; our own address
// is not.
function localOf(socket) {
  if (socket._handle === null) return undefined;
  return socket[kLocal] ??= addressOf(socket._handle, false);
}
function addressOf(handle, peer) {
  const address = handle?.address(peer);
  return typeof address === 'string' ? kNoAddress : address;
}
accessor('remoteAddress', function() { return peerOf(this)?.[0]; });
accessor('remoteFamily', function() { return peerOf(this)?.[1]; });
accessor('remotePort', function() { return peerOf(this)?.[2]; });
accessor('localAddress', function() { return localOf(this)?.[0]; });
accessor('localFamily', function() { return localOf(this)?.[1]; });
accessor('localPort', function() { return localOf(this)?.[2]; });

/** @returns {{address: string, family: string, port: number}|{}} */
Socket.prototype.address = function address() {
  const local = localOf(this);
  if (local === undefined || local.length === 0) return {};
  return { address: local[0], family: local[1], port: local[2] };
};

// What only listens (for 'close', 'error', 'timeout') needs no state.
Socket.prototype.on = function on(type, listener) {
  if (!hasState(this) && type !== 'data' && type !== 'readable' &&
      type !== 'end') {
    return EventEmitter.prototype.on.call(this, type, listener);
  }
  // The state's own listener for 'end' comes first.
  if (!hasState(this)) void this._readableState;
  return Readable.prototype.on.call(this, type, listener);
};
Socket.prototype.addListener = Socket.prototype.on;
Socket.prototype.removeListener = function removeListener(type, listener) {
  if (!hasState(this)) {
    return EventEmitter.prototype.removeListener.call(this, type, listener);
  }
  return Readable.prototype.removeListener.call(this, type, listener);
};
Socket.prototype.off = Socket.prototype.removeListener;

// --- Reading.

Socket.prototype._read = function() {
  if (this._connecting || this._handle === null) {
    this.once('connect', () => this._read());
    return;
  }
  if (!this._paused) return;
  this._paused = false;
  if (this[kOnread]?.holds) process.nextTick(giveWhatIsHeld, this);
  else startReading(this);
};

function startReading(socket) {
  const errno = socket._handle.readStart();
  if (errno < 0) socket.destroy(errnoException(errno, 'read'));
}

function giveWhatIsHeld(socket) {
  if (socket._paused || !socket[kOnread].holds) return;
  socket[kOnread].deliver(socket);
  if (!socket._paused && !socket.destroyed && socket._handle !== null) {
    startReading(socket);
  }
}

Socket.prototype[kOnData] = function(chunk) {
  if (this.destroyed) return;
  if (this[kOnread] !== null) this[kOnread].deliver(this, chunk);
  else if (!this.push(chunk)) this[kStopReading]();
};

Socket.prototype[kStopReading] = function() {
  if (this._handle !== null && !this._paused) {
    this._paused = true;
    this._handle.readStop();
  }
};

/** The peer ended its direction. */
Socket.prototype[kOnEnd] = function() {
  if (this.destroyed) return;
  this.push(null);
  // Nobody who does not read would ever see the end.
  this.read(0);
};

Socket.prototype[kOnError] = function(errno) {
  this.destroy(errnoException(errno, errno === EPIPE ? 'write' : 'read'));
};

/** The connection ended below a socket that did not end it. */
Socket.prototype[kOnHandleClosed] = function(errno) {
  this[kKeepCounts]();
  this._handle = null;
  this[kGone] = true;
  if (!hasState(this) && this._eventsCount === 0) return;
  const error = errno !== 0 && this.listenerCount('error') > 0 ?
    errnoException(errno, 'read') : null;
  this.destroy(this[kProtocolError] ?? error);
};

Socket.prototype[kKeepCounts] = function() {
  if (this._handle === null) return;
  this[kLastBytesRead] = this._handle.bytesRead();
  this[kLastBytesWritten] = this._handle.bytesWritten();
};

// A paused socket goes on reading until highWaterMark is reached, and so learns
// that its peer has gone. With onread there is nothing to keep bytes in.
Socket.prototype.pause = function pause() {
  if (this[kOnread] !== null && !this.destroyed) this[kStopReading]();
  return Duplex.prototype.pause.call(this);
};

Socket.prototype.resume = function resume() {
  const result = Duplex.prototype.resume.call(this);
  if (this[kOnread] !== null) resumeOnread(this);
  return result;
};

Socket.prototype.read = function read(size) {
  if (this[kOnread] !== null && this._readableState.flowing !== false) {
    resumeOnread(this);
  }
  return Duplex.prototype.read.call(this, size);
};

function resumeOnread(socket) {
  if (socket._handle !== null && !socket._connecting && socket._paused &&
      !socket._readableState.ended && !socket.destroyed) {
    socket._read(0);
  }
}

// --- Writing.

// Below this a write counts as done at once: the bytes are in the loop's own
// output and leave at the end of the pass.
const { kWriteThrough } = binding('net');

Socket.prototype._write = function(chunk, encoding, callback) {
  if (this._connecting) {
    const gone = () => callback(new ERR_SOCKET_CLOSED_BEFORE_CONNECTION());
    this[kEarly] = { chunk, encoding };
    this.once('close', gone);
    this.once('connect', () => {
      this[kEarly] = undefined;
      this.removeListener('close', gone);
      this._write(chunk, encoding, callback);
    });
    return;
  }
  if (this._handle === null) {
    callback(new ERR_SOCKET_CLOSED());
    return;
  }
  const queued = this._handle.write(chunk, encoding);
  if (queued < 0) {
    callback(errnoException(queued, 'write'));
  } else if (queued <= kWriteThrough) {
    callback();
  } else {
    this[kWriteCallback] = state[kHooks] === 0 ? bindTask(callback) :
      observedWrite(this._handle, callback);
    this._handle.notifySent(this);
  }
};

Socket.prototype._writev = function(chunks, callback) {
  const parts = chunks.map(({ chunk, encoding }) => (
    typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk));
  this._write(parts.length === 1 ? parts[0] : Buffer.concat(parts), 'buffer',
              callback);
};

/** A write that waits is to hooks a resource of its own. */
function observedWrite(handle, callback) {
  const frame = handle.request?.('WRITEWRAP');
  if (frame === undefined) return bindTask(callback); // a connection of HTTP
  return (error) => {
    try {
      frame.run(callback, undefined, error);
    } finally {
      frame.end();
    }
  };
}

/** Everything queued is with the system. */
Socket.prototype[kOnSent] = function() {
  const callback = this[kWriteCallback];
  this[kWriteCallback] = null;
  callback?.();
};

Socket.prototype._final = function(callback) {
  if (this._connecting) {
    this.once('connect', () => this._final(callback));
    return;
  }
  if (this._handle === null) {
    callback();
    return;
  }
  this._handle.shutdown(bindTask((errno) => {
    // A peer that is gone needs no goodbye.
    callback(errno < 0 && errno !== ENOTCONN ?
      errnoException(errno, 'shutdown') : null);
  }));
};

/**
 * Ends after what is written, then destroys whatever the peer does.
 */
Socket.prototype.destroySoon = function destroySoon() {
  if (this.writable) this.end();
  if (this.writableFinished) this.destroy();
  else this.once('finish', this.destroy);
};

/** Closes with a TCP reset. @returns {this} */
Socket.prototype.resetAndDestroy = function resetAndDestroy() {
  if (this._connecting) {
    this.once('connect', () => this.resetAndDestroy());
  } else if (this._handle === null) {
    this.destroy(new ERR_SOCKET_CLOSED());
  } else {
    this._reset = true;
    this.destroy();
  }
  return this;
};

Socket.prototype._destroy = function(error, callback) {
  this._connecting = false;
  this[kGone] = true;
  this[kClearIdleTimer]();
  const writeCallback = this[kWriteCallback];
  this[kWriteCallback] = null;
  writeCallback?.(error ?? new ERR_SOCKET_CLOSED());
  const handle = this._handle;
  if (handle === null) {
    callback(error);
    process.nextTick(closed, this, error);
    return;
  }
  this[kKeepCounts]();
  this._handle = null;
  callback(error);
  // Behind 'error', however soon the descriptor is closed.
  const done = () => process.nextTick(closed, this, error);
  if (this._reset) handle.reset(done); else handle.close(done);
};

/** The descriptor is gone. `error`: why, if it was one. */
function closed(socket, error) {
  socket.emit('close', Boolean(error));
  socket._server?.[kOnSocketClosed]?.(socket);
}

// --- Connecting.

/**
 * Connects as a client.
 * @param {...*} args {port, host} or {path} and a callback; also
 *   (port[, host][, callback]) and (path[, callback])
 * @returns {this}
 */
Socket.prototype.connect = function connect(...args) {
  if (watched.net !== null) {
    publish('net', 'net.client.socket', { socket: this });
  }
  const { connectSocket } = require('internal/net/connect');
  connectSocket(this, args);
  return this;
};

Socket.prototype[kOnConnect] = function(errno) {
  const { finishConnect } = require('internal/net/connect');
  finishConnect(this, errno);
};

/** As new, to connect again. */
Socket.prototype[kReopen] = function() {
  if (hasState(this)) this._undestroy();
  if (this.write === writeAfterEnd) delete this.write;
  this._handle = null;
  this._paused = true;
  this._reset = false;
  this[kPeer] = this[kLocal] = undefined;
  this[kLastBytesRead] = this[kLastBytesWritten] = undefined;
};

// --- Handing over.

/** The connection under this socket now belongs to it alone (an upgrade). */
Socket.prototype[kAdoptHandle] = function(handle) {
  this._handle = handle;
  handle.owner = this;
  this._paused = true;
  if (hasState(this)) this._readableState.reading = false;
  this._httpMessage = null;
  if (this[kRefOff]) handle.setRef(false);
};

// --- Idle time.

/**
 * 'timeout' is emitted after this long without traffic; 0 turns it off.
 * @param {number} msecs
 * @param {Function} [callback] once, on 'timeout'
 * @returns {this}
 */
Socket.prototype.setTimeout = function setTimeout(msecs, callback) {
  const duration = getTimerDuration(msecs, 'msecs');
  if (callback !== undefined) validateFunction(callback, 'callback');
  this[kTimeout] = msecs;
  this[kClearIdleTimer]();
  if (duration === 0) {
    if (callback !== undefined) this.removeListener('timeout', callback);
    return this;
  }
  if (callback !== undefined) this.once('timeout', callback);
  if (!this.destroyed) startIdleTimer(this, duration, duration, undefined);
  return this;
};

/**
 * Traffic does not touch the timer: the connection knows when it was active
 * last, and the timer that fires looks what is left.
 *
 * @param {number} delay until the look, ms
 * @param {number} duration the idle time that is told of, ms
 * @param {number|undefined} toldOf the activity since which silence was told of
 */
function startIdleTimer(socket, delay, duration, toldOf) {
  socket[kIdleTimer] =
    setUnrefTimeout(checkIdle, delay, socket, duration, toldOf);
}

function checkIdle(socket, duration, toldOf) {
  const activity = socket._handle?.activeAt() ?? 0;
  const left = activity + duration - now();
  if (left > 0) {
    startIdleTimer(socket, left, duration, toldOf);
    return;
  }
  // The next silence is told of too, if something comes before it.
  startIdleTimer(socket, duration, duration, activity);
  if (activity !== toldOf) socket.emit('timeout');
}

Socket.prototype[kClearIdleTimer] = function() {
  if (this[kIdleTimer] === undefined) return;
  clearTimeout(this[kIdleTimer]);
  this[kIdleTimer] = undefined;
};

// --- Options.

/** @param {boolean} [noDelay] @returns {this} */
Socket.prototype.setNoDelay = function setNoDelay(noDelay = true) {
  if (this._handle === null || this._connecting) {
    this.once('connect', () => this.setNoDelay(noDelay));
    return this;
  }
  noDelay = Boolean(noDelay);
  if (noDelay !== this[kNoDelay]) {
    this[kNoDelay] = noDelay;
    // A handle of the program's own need not have it.
    this._handle.setNoDelay?.(noDelay);
  }
  return this;
};

/**
 * @param {boolean} [enable]
 * @param {number} [initialDelay] ms
 * @returns {this}
 */
Socket.prototype.setKeepAlive = function setKeepAlive(enable = false,
                                                      initialDelay = 0) {
  if (this._handle === null || this._connecting) {
    this.once('connect', () => this.setKeepAlive(enable, initialDelay));
    return this;
  }
  this._handle.setKeepAlive(Boolean(enable), toSeconds(initialDelay));
  return this;
};

/**
 * The second byte of IPv4's header, the traffic class of IPv6's.
 * @param {number} tos 0 to 255
 * @returns {this}
 */
Socket.prototype.setTypeOfService = function setTypeOfService(tos) {
  validateTypeOfService(tos, 'tos');
  this[kTypeOfService] = tos;
  if (this._handle === null || this._connecting) {
    this.once('connect', applyTypeOfService);
  } else {
    applyTypeOfService.call(this);
  }
  return this;
};

function validateTypeOfService(tos, name) {
  if (Number.isNaN(tos)) throw new ERR_INVALID_ARG_TYPE(name, 'number', tos);
  validateInt32(tos, name, 0, 255);
}

// A socket without such a byte, a Unix-domain one, does without.
function applyTypeOfService() {
  this._handle?.setTypeOfService(this[kTypeOfService]);
}

/** @returns {number} what was set while there is no connection */
Socket.prototype.getTypeOfService = function getTypeOfService() {
  const value = this._handle === null || this._connecting ?
    -1 : this._handle.typeOfService();
  return value < 0 ? this[kTypeOfService] ?? 0 : value;
};

/** Lets the socket keep the process alive (the default). @returns {this} */
Socket.prototype.ref = function ref() {
  this[kRefOff] = false;
  this._handle?.setRef(true);
  return this;
};

/** @returns {this} */
Socket.prototype.unref = function unref() {
  this[kRefOff] = true;
  if (this._handle === null) this.once('connect', this.unref);
  else this._handle.setRef(false);
  return this;
};

module.exports = { Socket, keepAliveDelayOf };
