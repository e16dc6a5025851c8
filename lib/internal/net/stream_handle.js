'use strict';
/**
 * StreamHandle: a connected stream (TCP or Unix-domain) of the loop, for
 * net.Socket. The native stream is named by a small integer that becomes invalid
 * when `onClosed` was called.
 *
 * @module internal/net/stream_handle
 */

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
    streams[stream & kSlotMask] = this;
  }

  readStart() { return binding_.readStart(this.stream); }
  readStop() { return binding_.readStop(this.stream); }

  /**
   * Copies what is given; it leaves at the end of the pass of I/O.
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
  setNoDelay(on) { return binding_.setOption(this.stream, 0, on, 0); }
  setKeepAlive(on, seconds) {
    return binding_.setOption(this.stream, 1, on, seconds);
  }
  setRef(on) { if (!this.closed) binding_.setRef(this.stream, on); }
}

function handleOf(stream) {
  return streams[stream & kSlotMask];
}

binding_.setCallbacks({
  onListenerConnection(listener, stream) {
    listeners[listener & kSlotMask]._onStream(new StreamHandle(stream));
  },
  onListenerError(listener, errno) {
    listeners[listener & kSlotMask]._onListenerError(errno);
  },
  onListenerClosed(listener) {
    const server = listeners[listener & kSlotMask];
    listeners[listener & kSlotMask] = undefined;
    server._onListenerClosed();
  },
  onData(stream, slab, offset, length) {
    handleOf(stream).owner?._onData(new FastBuffer(slab, offset, length));
  },
  onEnd(stream) {
    handleOf(stream).owner?._onEnd();
  },
  onError(stream, errno) {
    const handle = handleOf(stream);
    const shutdown = handle.shutdownCallback;
    handle.shutdownCallback = null;
    if (shutdown !== null) shutdown(errno);
    else handle.owner?._onError(errno);
  },
  onSent(stream) {
    handleOf(stream).owner?._onSent();
  },
  onShutdown(stream) {
    const handle = handleOf(stream);
    const done = handle.shutdownCallback;
    handle.shutdownCallback = null;
    done?.(0);
  },
  onClosed(stream) {
    const handle = handleOf(stream);
    streams[stream & kSlotMask] = undefined;
    handle.closed = true;
    const done = handle.closeCallback;
    handle.closeCallback = null;
    done?.();
  },
  onConnect(stream, errno) {
    handleOf(stream).owner?._onConnect(errno);
  },
  onLookup(request, errno, addresses) {
    lookups.get(request)?.(errno, addresses);
    lookups.delete(request);
  },
});

const lookups = new Map();
let nextLookup = 1;

/**
 * Names to addresses by the system's resolver (hosts file and DNS), on a thread
 * of the pool.
 *
 * @param {string} host
 * @param {number} family 0, 4 or 6
 * @param {function(string|null, Array<[string, number]>)} callback with the
 *   resolver's code ('ENOTFOUND'), or the addresses and their families
 */
function lookup(host, family, callback) {
  const request = nextLookup++;
  lookups.set(request, callback);
  binding_.lookup(request, host, family);
}

function addListener(listener, server) {
  listeners[listener & kSlotMask] = server;
}

module.exports = { StreamHandle, addListener, lookup };
