'use strict';
/**
 * StreamHandle: a connected stream (TCP or Unix-domain) of the loop, for
 * net.Socket. The native stream is named by a small integer that becomes invalid
 * when `onClosed` was called.
 *
 * @module internal/net/stream_handle
 */

const { captureContext, contextsInUse, runInContext } =
  require('internal/async/context');
const { FastBuffer } = require('internal/buffer/fast_buffer');

const binding_ = binding('net');

const kSlotMask = 0xfffff; // of a handle; see runtime/env/handle_table.h

/** Handles in use, by slot. */
const streams = [];
/** Server and its listener, by slot. */
const listeners = [];

class StreamHandle {
  /** @param {number} stream */
  constructor(stream) {
    this.stream = stream;
    this.owner = null;
    this.closed = false;
    this.closeCallback = null;
    this.shutdownCallback = null;
    /** The asynchronous context in which it was made. */
    this.context = captureContext();
    streams[stream & kSlotMask] = this;
  }

  readStart() { return binding_.readStart(this.stream); }
  readStop() { return binding_.readStop(this.stream); }

  /**
   * Copies what is given, unless it is a buffer of more than 64 KB; it leaves
   * at the end of the pass of I/O.
   * @returns {number} bytes queued; < 0: a negative errno
   */
  write(chunk, encoding) {
    if (typeof chunk === 'string') {
      if (encoding === 'latin1' || encoding === 'binary') {
        return binding_.write(this.stream, chunk, true);
      }
      if (encoding !== 'utf8' && encoding !== 'utf-8') {
        chunk = Buffer.from(chunk, encoding);
      }
    }
    return binding_.write(this.stream, chunk, false);
  }

  /** Ends our direction after what is queued. */
  shutdown(done) {
    if (this.closed || binding_.shutdown(this.stream)) {
      process.nextTick(done, 0);
    } else {
      this.shutdownCallback = done;
    }
  }

  /** Closes; `done` when the descriptor is gone. */
  close(done) { this.#end(done, false); }
  reset(done) { this.#end(done, true); }

  #end(done, reset) {
    if (this.closed) {
      process.nextTick(done);
      return;
    }
    this.closeCallback = done;
    binding_.close(this.stream, reset);
  }

  queued() { return this.closed ? 0 : binding_.queued(this.stream); }
  /** Calls the owner's _onSent once nothing is queued any more. */
  notifySent() { binding_.notifySent(this.stream); }
  address(peer) {
    return this.closed ? undefined : binding_.address(this.stream, peer);
  }
  bytesRead() { return this.closed ? 0 : binding_.bytes(this.stream, false); }
  bytesWritten() { return this.closed ? 0 : binding_.bytes(this.stream, true); }
  /** When bytes moved last, ms of internal/timers' now(). */
  activeAt() { return this.closed ? 0 : binding_.activeAt(this.stream); }
  setNoDelay(on) { return binding_.setOption(this.stream, 0, on, 0); }
  setKeepAlive(on, seconds) {
    return binding_.setOption(this.stream, 1, on, seconds);
  }
  setTypeOfService(value) {
    return binding_.setOption(this.stream, 2, true, value);
  }
  /** @returns {number} -1: it has none */
  typeOfService() { return binding_.typeOfService(this.stream); }
  setRef(on) {
    this.refed = on;
    if (!this.closed) binding_.setRef(this.stream, on);
  }
}
// Few are ever told; those that are have their own.
StreamHandle.prototype.refed = true;

/** Calls `tell(handle, argument)` in the handle's context. */
function report(stream, tell, argument) {
  const handle = streams[stream & kSlotMask];
  if (contextsInUse()) {
    runInContext(handle.context, tell, undefined, [handle, argument]);
  } else {
    tell(handle, argument);
  }
}

function tellData(handle, chunk) { handle.owner?._onData(chunk); }
function tellEnd(handle) { handle.owner?._onEnd(); }
function tellError(handle, errno) {
  const shutdown = handle.shutdownCallback;
  handle.shutdownCallback = null;
  if (shutdown !== null) shutdown(errno);
  else handle.owner?._onError(errno);
}
function tellSent(handle) { handle.owner?._onSent(); }
function tellShutdown(handle) {
  const done = handle.shutdownCallback;
  handle.shutdownCallback = null;
  done?.(0);
}
function tellClosed(handle) {
  handle.closed = true;
  const done = handle.closeCallback;
  handle.closeCallback = null;
  done?.();
}
function tellConnect(handle, errno) { handle.owner?._onConnect(errno); }

binding_.setCallbacks({
  onListenerConnection(listener, stream) {
    const server = listeners[listener & kSlotMask];
    const handle = new StreamHandle(stream);
    if (contextsInUse()) {
      runInContext(server._context, server._onStream, server, [handle]);
    } else {
      server._onStream(handle);
    }
  },
  onListenerError(listener, errno) {
    listeners[listener & kSlotMask]._onListenerError(errno);
  },
  onListenerClosed(listener) {
    listeners[listener & kSlotMask] = undefined;
  },
  onData(stream, slab, offset, length) {
    report(stream, tellData, new FastBuffer(slab, offset, length));
  },
  onEnd(stream) { report(stream, tellEnd); },
  onError(stream, errno) { report(stream, tellError, errno); },
  onSent(stream) { report(stream, tellSent); },
  onShutdown(stream) { report(stream, tellShutdown); },
  onClosed(stream) {
    const handle = streams[stream & kSlotMask];
    streams[stream & kSlotMask] = undefined;
    if (contextsInUse()) {
      runInContext(handle.context, tellClosed, undefined, [handle]);
    } else {
      tellClosed(handle);
    }
  },
  onConnect(stream, errno) { report(stream, tellConnect, errno); },
  onLookup(request, errno, addresses) {
    const { callback, context } = lookups.get(request);
    lookups.delete(request);
    runInContext(context, callback, undefined, [errno, addresses]);
  },
});

const kLongestName = 255; // RFC 1035, 2.3.4
const kErrnoInval = -22;

const lookups = new Map();
let nextLookup = 1;

/**
 * Names to addresses by the system's resolver (hosts file and DNS), on a thread
 * of the pool.
 *
 * @param {string} host
 * @param {number} family 0, 4 or 6
 * @param {number} hints as of getaddrinfo (ai_flags)
 * @param {function(number, Array<[string, number]>)} callback with
 *   0 or the resolver's number, and the addresses with their families
 */
function lookup(host, family, hints, callback) {
  if (Buffer.byteLength(host) > kLongestName) {
    process.nextTick(callback, kErrnoInval);
    return;
  }
  const request = nextLookup++;
  lookups.set(request, { callback, context: captureContext() });
  binding_.lookup(request, host, family, hints);
}

/** Tells `server` of the listener's connections, in the present context. */
function addListener(listener, server) {
  server._context = captureContext();
  listeners[listener & kSlotMask] = server;
}

/** @returns {object[]} servers and sockets that keep the loop alive */
function activeOwners() {
  const owners = listeners.filter(
    (server) => server !== undefined && !server._unref);
  for (const handle of streams) {
    if (handle !== undefined && handle.refed && handle.owner !== null) {
      owners.push(handle.owner);
    }
  }
  return owners;
}

/** What a descriptor is: 'TCP', 'PIPE', 'FILE' … */
function typeOfFd(fd) {
  return binding('process').handleType(fd);
}

/** @returns {boolean} whether something can listen, or connect, on it */
function isStreamSocket(fd) {
  if (fd !== (fd | 0)) return false;
  const type = typeOfFd(fd);
  return type === 'TCP' || type === 'PIPE';
}

module.exports = {
  StreamHandle,
  activeOwners,
  addListener,
  isStreamSocket,
  lookup,
  typeOfFd,
};
