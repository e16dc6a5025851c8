'use strict';

/**
 * The option `onread` of a net.Socket: what arrives is put into the program's
 * own buffer and given to its callback, instead of being pushed to the stream.
 *
 * @module internal/net/onread
 */

const { isUint8Array } = require('internal/util/types');
const { kStopReading } = require('internal/net/symbols');

class BufferedReader {
  #buffer;
  #next;
  #callback;
  /** @type {Uint8Array|null} what arrived and found no taker yet */
  #rest = null;

  /**
   * @param {object} options
   * @param {Uint8Array|function(): Uint8Array} options.buffer used for every
   *   piece; a function gives one for each
   * @param {function(number, Uint8Array): boolean} options.callback gets the
   *   bytes in the buffer; false: no more until the socket is resumed
   */
  constructor({ buffer, callback }) {
    this.#next = typeof buffer === 'function' ? buffer : () => buffer;
    this.#callback = callback;
    this.#buffer = this.#next();
  }

  /** Whether something waits that deliver was given. */
  get holds() {
    return this.#rest !== null;
  }

  /**
   * Gives the callback `chunk`, or else what is held, a buffer full at a time.
   * Whatever is left when the socket is paused is held.
   * @param {Socket} socket
   * @param {Uint8Array} [chunk] not while something is held
   */
  deliver(socket, chunk = this.#rest) {
    this.#rest = null;
    while (chunk.length > 0 && !socket.destroyed) {
      if (socket._paused) {
        this.#rest = chunk;
        return;
      }
      const size = Math.min(chunk.length, this.#buffer.length);
      this.#buffer.set(chunk.subarray(0, size));
      chunk = chunk.subarray(size);
      const callback = this.#callback;
      const more = Reflect.apply(callback, socket, [size, this.#buffer]);
      this.#buffer = this.#next();
      if (more === false) socket[kStopReading]();
    }
  }
}

/** @returns {BufferedReader|null} null: the option is not given as it must be */
function toReader(onread) {
  return onread !== null && typeof onread === 'object' &&
    (isUint8Array(onread.buffer) || typeof onread.buffer === 'function') &&
    typeof onread.callback === 'function' ? new BufferedReader(onread) : null;
}

module.exports = { toReader };
