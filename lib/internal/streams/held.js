'use strict';
/**
 * Held: a callback that waits for its event, and is called for the first only.
 *
 * @module internal/streams/held
 */

class Held {
  constructor() {
    /** @type {function(*)|null} */
    this.callback = null;
  }

  /** @param {function(*)} callback in the place of an earlier one */
  hold(callback) {
    this.callback = callback;
  }

  /** @returns {Promise<*>} fulfilled by release */
  wait() {
    return new Promise((resolve) => this.hold(resolve));
  }

  /** Forgets the callback. */
  drop() {
    this.callback = null;
  }

  /** @returns {boolean} whether there was a callback to call */
  release(value) {
    const { callback } = this;
    if (callback === null) return false;
    this.callback = null;
    callback(value);
    return true;
  }
}

module.exports = { Held };
