'use strict';
/**
 * duplexPair: two ends of a connection within the process.
 *
 * @module internal/streams/duplex_pair
 */

const { Duplex } = require('internal/streams/duplex');

/** One end: what is written to it, the other end pushes. */
class End extends Duplex {
  #other = null;
  /** The write that waits until the other end was read. */
  #pendingWrite = null;

  static join(a, b) {
    a.#other = b;
    b.#other = a;
  }

  _read() {
    const callback = this.#pendingWrite;
    if (callback === null) return;
    this.#pendingWrite = null;
    callback();
  }

  _write(chunk, encoding, callback) {
    const other = this.#other;
    if (chunk.length === 0) {
      // Pushing an empty chunk would not make the other end read.
      process.nextTick(callback);
      return;
    }
    other.push(chunk);
    other.#pendingWrite = callback;
  }

  _final(callback) {
    this.#other.on('end', callback);
    this.#other.push(null);
  }

  _destroy(error, callback) {
    const other = this.#other;
    this.#other = null;
    if (other !== null && !other.destroyed) {
      // The other end learns in a later tick that this one is gone; the error
      // is this one's.
      if (error) process.nextTick(() => other.destroy());
      else process.nextTick(() => other.destroyed || other.push(null));
    }
    callback(error);
  }
}

/**
 * @param {object} [options] of both ends
 * @returns {[Duplex, Duplex]}
 */
function duplexPair(options) {
  const a = new End(options);
  const b = new End(options);
  End.join(a, b);
  return [a, b];
}

module.exports = { duplexPair };
