'use strict';
/**
 * StreamHandle: a connected stream (TCP or Unix-domain) of the loop, for
 * net.Socket.
 *
 * @module internal/net/stream_handle
 */

const { EINVAL } = require('internal/errors/errno').negated;
const { AsyncFrame } = require('internal/async/execution');
const { kHooks, runTriggeredBy, state } = require('internal/async/ids');
const { addResource, objects, removeResource } =
  require('internal/async/resources');
const { FastBuffer } = require('internal/buffer/fast_buffer');

const binding_ = binding('net');
const { asyncIdOf } = binding('async');
const {
  kOnConnect, kOnData, kOnEnd, kOnError, kOnListenerError, kOnSent, kOnStream,
} = require('internal/net/symbols');
const { kOptionKeepAlive, kOptionNoDelay, kOptionTypeOfService } = binding_;

class StreamHandle {
  /** @param {number} stream */
  constructor(stream) {
    // A field of numbers alone V8 would read into a new object each time.
    this.stream = undefined;
    this.stream = stream;
    this.owner = null;
    /** Native has ended it, or is about to: its number means nothing. */
    this.closing = false;
    this.closed = false;
    this.closeCallback = null;
    this.shutdownCallback = null;
    addResource(stream, this);
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
    if (binding_.shutdown(this.stream)) this.shutdownCallback = done;
    else if (state[kHooks] === 0) process.nextTick(done, 0);
    else this.#tellShutdown(done);
  }

  /** To hooks it is a resource of its own, also if there is nothing to send. */
  #tellShutdown(done) {
    const request = this.request('SHUTDOWNWRAP');
    process.nextTick(() => {
      try {
        request.run(done, undefined, 0);
      } finally {
        request.end();
      }
    });
  }

  /** @returns {AsyncFrame} for what the stream is asked to do */
  request(type) {
    return runTriggeredBy(asyncIdOf(this.stream),
                          () => new AsyncFrame(type, {}));
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
    this.closing = true;
    binding_.close(this.stream, reset);
  }

  queued() { return this.closing ? 0 : binding_.queued(this.stream); }
  /** Calls the owner's kOnSent once nothing is queued any more. */
  notifySent() { binding_.notifySent(this.stream); }
  address(peer) {
    return binding_.address(this.stream, peer);
  }
  bytesRead() { return this.closing ? 0 : binding_.bytes(this.stream, false); }
  bytesWritten() { return this.closing ? 0 : binding_.bytes(this.stream, true); }
  /** When bytes moved last, ms of internal/timers' now(). */
  activeAt() { return this.closing ? 0 : binding_.activeAt(this.stream); }
  setNoDelay(on) { return binding_.setOption(this.stream, kOptionNoDelay, on, 0); }
  setKeepAlive(on, seconds) {
    return binding_.setOption(this.stream, kOptionKeepAlive, on, seconds);
  }
  setTypeOfService(value) {
    return binding_.setOption(this.stream, kOptionTypeOfService, true, value);
  }
  /** @returns {number} below 0: it has none */
  typeOfService() { return binding_.typeOfService(this.stream); }
  setRef(on) {
    this.refed = on;
    binding_.setRef(this.stream, on);
  }
}
// Few are ever told; those that are have their own.
StreamHandle.prototype.refed = true;

/** What a listening socket tells goes to a server. */
class ListenerHandle {
  constructor(server) {
    this.server = server;
  }
}

function onError(slot, errno) {
  const handle = objects[slot];
  const shutdown = handle.shutdownCallback;
  handle.shutdownCallback = null;
  if (shutdown !== null) shutdown(errno);
  else handle.owner?.[kOnError](errno);
}

function onShutdown(slot) {
  const handle = objects[slot];
  const done = handle.shutdownCallback;
  handle.shutdownCallback = null;
  done?.(0);
}

function onClosed(slot) {
  const handle = removeResource(slot);
  handle.closing = handle.closed = true;
  const done = handle.closeCallback;
  handle.closeCallback = null;
  done?.();
}

/** What ran for it was cut off: what it knows of the stream may be half done. */
function onTerminated(slot) {
  const handle = objects[slot];
  if (handle === undefined) return;  // its last callback was the one
  if (handle.owner !== null) handle.owner.destroy();
  if (!handle.closing) handle.close(null);
}

// Each is called in the asynchronous context in which its resource was made.
binding_.setCallbacks({
  onListenerConnection(slot, stream) {
    objects[slot].server[kOnStream](new StreamHandle(stream));
  },
  onListenerError(slot, errno) {
    objects[slot].server[kOnListenerError](errno);
  },
  onListenerClosed: removeResource,
  onData(slot, slab, offset, length) {
    objects[slot].owner?.[kOnData](new FastBuffer(slab, offset, length));
  },
  onEnd(slot) { objects[slot].owner?.[kOnEnd](); },
  onError,
  onSent(slot) { objects[slot].owner?.[kOnSent](); },
  onShutdown,
  onClosed,
  onTerminated,
  onConnect(slot, errno) { objects[slot].owner?.[kOnConnect](errno); },
  onLookup(slot, errno, addresses) {
    removeResource(slot).callback(errno, addresses);
  },
});

const kLongestName = 255; // RFC 1035, 2.3.4

/**
 * Names to addresses by the system's resolver (hosts file and DNS), on a thread
 * of the pool.
 *
 * @param {string} host
 * @param {number} family 0, 4 or 6
 * @param {number} hints as of getaddrinfo (ai_flags)
 * @param {function(number, Array<[string, number]>): void} callback with
 *   0 or the resolver's number, and the addresses with their families
 */
function lookup(host, family, hints, callback) {
  if (Buffer.byteLength(host) > kLongestName) {
    process.nextTick(callback, EINVAL);
    return;
  }
  addResource(binding_.lookup(host, family, hints), { callback });
}

/** Tells `server` of the listener's connections. */
function addListener(listener, server) {
  addResource(listener, new ListenerHandle(server));
}

/** @returns {object[]} servers and sockets that keep the loop alive */
function activeOwners() {
  const servers = [];
  const sockets = [];
  for (const object of objects) {
    if (object instanceof ListenerHandle) {
      if (!object.server._unref) servers.push(object.server);
    } else if (object instanceof StreamHandle && object.refed &&
               object.owner !== null) {
      sockets.push(object.owner);
    }
  }
  return [...servers, ...sockets];
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
