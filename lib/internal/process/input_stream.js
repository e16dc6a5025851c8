'use strict';

/**
 * A Readable over a descriptor that can be waited for: pipes, sockets and
 * terminals that somebody else opened. It does not own the descriptor.
 *
 * Native contract, binding 'input':
 *   open(fd): number        an input
 *   start(input): void      wait until something can be read, once
 *   stop(input): void       end the wait
 *   setRef(input, on): void whether the wait keeps the loop alive; at first it does
 *   close(input): void
 *   read(fd, view): number  bytes, 0 at the end, or a negative errno
 *   setCallbacks({ onReadable(slot: number): void }): void
 */

const { EAGAIN, EIO } = require('internal/errors/errno').negated;
const { Readable } = require('stream');
const { addResource, objects, removeResource } =
  require('internal/async/resources');
const { errnoException } = require('internal/errors/errors');

const native = binding('input');

const kChunkSize = 64 * 1024;

let scratch;

class InputStream extends Readable {
  /** True from _read until something was pushed. */
  #wanted = false;
  #waiting = false;
  #input;

  /** @param {number} fd */
  constructor(fd) {
    super({ highWaterMark: kChunkSize });
    this.fd = fd;
    this.#input = native.open(fd);
    addResource(this.#input, this);
    // A paused stream lets the process end.
    this.on('pause', () => this.#stop());
  }

  /** Paused by its user, who must not be kept waiting for input. */
  get #resting() {
    return this.readableFlowing === false &&
      this.listenerCount('readable') === 0;
  }

  #start() {
    if (this.#waiting || this.destroyed) return;
    this.#waiting = true;
    native.start(this.#input);
  }

  #stop() {
    if (!this.#waiting) return;
    this.#waiting = false;
    native.stop(this.#input);
  }

  _read() {
    this.#wanted = true;
    if (!this.#resting) this.#start();
  }

  resume() {
    super.resume();
    if (this.#wanted) this.#start();
    return this;
  }

  read(size) {
    // A read of nothing is the stream's own, to fill its buffer.
    if (this.#wanted && (size !== 0 || !this.#resting)) this.#start();
    return super.read(size);
  }

  _destroy(error, callback) {
    removeResource(this.#input);
    native.close(this.#input);
    callback(error);
  }

  ref() {
    native.setRef(this.#input, true);
    return this;
  }

  unref() {
    native.setRef(this.#input, false);
    return this;
  }

  /** The wait is over. */
  static onReadable(slot) {
    objects[slot].#readNow();
  }

  #readNow() {
    this.#waiting = false;
    scratch ??= Buffer.allocUnsafeSlow(kChunkSize);
    const count = native.read(this.fd, scratch);
    if (count === EAGAIN) {
      this.#start();
      return;
    }
    this.#wanted = false;
    if (count > 0) {
      this.push(Buffer.from(scratch.subarray(0, count)));
      // EIO: of a terminal whose other side is gone.
    } else if (count === 0 || count === EIO) {
      this.push(null);
    } else {
      this.destroy(errnoException(count, 'read'));
    }
  }
}

native.setCallbacks({ onReadable: InputStream.onReadable });
delete InputStream.onReadable;

exports.InputStream = InputStream;
