'use strict';
/**
 * HttpSocketHandle: what a net.Socket over a connection of the HTTP server does
 * its work with. The connection stays the owner: it reads, parses and sends; the
 * socket looks on, writes in between and may end it.
 *
 * The same methods as net's StreamHandle.
 *
 * @module internal/http/socket_handle
 */

const binding_ = binding('http');
const {
  kOptionKeepAlive,
  kOptionNoDelay,
  kOptionTypeOfService,
} = binding('net');
const { kOnHandleClosed, kOnSent } = require('internal/net/symbols');

class HttpSocketHandle {
  /** @param {number} connection */
  constructor(connection) {
    this.connection = connection;
    this.closed = false;
    this.destroyCallback = null;
    this.shutdownCallback = null;
  }

  // The connection reads for itself; a socket in HTTP's hands has no data.
  readStart() { return 0; }
  readStop() { return 0; }

  /** @returns {number} bytes queued; < 0: a negative errno */
  write(chunk, encoding) {
    if (typeof chunk === 'string') chunk = Buffer.from(chunk, encoding);
    return binding_.connectionWrite(this.connection, chunk);
  }

  /** Ends it when everything is sent, which is when `done` is called. */
  shutdown(done) {
    const waits = binding_.notifyFlushed(this.connection);
    binding_.connectionEnd(this.connection);
    if (waits) this.shutdownCallback = done; else process.nextTick(done, 0);
  }

  /** Everything written is with the system. */
  onFlushed(socket) {
    socket[kOnSent]();
    this.#finishShutdown();
  }

  #finishShutdown() {
    const done = this.shutdownCallback;
    this.shutdownCallback = null;
    done?.(0);
  }

  /** Ends it now; `done` once the descriptor is closed. */
  close(done) {
    if (this.closed) {
      process.nextTick(done);
      return;
    }
    this.#destroy(done, false);
  }

  /** As close, with a TCP reset. */
  reset(done) {
    if (this.closed) {
      process.nextTick(done);
      return;
    }
    this.#destroy(done, true);
  }

  #destroy(done, reset) {
    this.destroyCallback = done;
    if (!binding_.connectionDestroy(this.connection, reset)) {
      this.destroyCallback = null;
      process.nextTick(done);
    }
  }

  /** The connection is gone. */
  onClosed(socket, errno) {
    this.closed = true;
    this.shutdownCallback = null;
    const done = this.destroyCallback;
    if (done !== null) {
      this.destroyCallback = null;
      done();
    } else {
      socket[kOnHandleClosed](errno);
    }
  }

  queued() { return binding_.connectionQueued(this.connection); }
  /** Calls the socket's kOnSent once nothing is queued any more. */
  notifySent(socket) {
    if (!binding_.notifyFlushed(this.connection)) {
      process.nextTick(() => socket[kOnSent]());
    }
  }
  /** @returns {unknown} [address, family, port], a path, or undefined */
  address(peer) { return binding_.connectionAddress(this.connection, peer); }
  bytesRead() { return binding_.connectionBytes(this.connection, false); }
  bytesWritten() { return binding_.connectionBytes(this.connection, true); }
  activeAt() { return binding_.connectionActiveAt(this.connection); }
  setNoDelay(on) {
    return binding_.connectionOption(this.connection, kOptionNoDelay, on, 0);
  }
  setKeepAlive(on, seconds) {
    return binding_.connectionOption(this.connection, kOptionKeepAlive, on,
                                     seconds);
  }
  setTypeOfService(value) {
    return binding_.connectionOption(this.connection, kOptionTypeOfService,
                                     true, value);
  }
  typeOfService() { return binding_.connectionTypeOfService(this.connection); }
  setRef(on) { binding_.connectionRef(this.connection, on); }
}

module.exports = { HttpSocketHandle };
