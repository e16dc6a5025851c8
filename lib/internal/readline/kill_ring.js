'use strict';
/**
 * The texts that were cut from the line, to be put back.
 *
 * @module internal/readline/kill_ring
 */

const kCapacity = 32;

class KillRing {
  /** @type {string[]} the latest first */
  #texts = [];
  #at = 0;

  /** @param {string} text what was cut */
  push(text) {
    if (text === '' || text === this.#texts[0]) return;
    this.#texts.unshift(text);
    if (this.#texts.length > kCapacity) this.#texts.pop();
    this.#at = 0;
  }

  /** @returns {string|undefined} what would be put back now */
  get current() {
    return this.#texts[this.#at];
  }

  /** Turns to the text that was cut before the current one, the last to the first.
   * @returns {string|undefined} undefined if there is no other */
  turn() {
    if (this.#texts.length < 2) return undefined;
    this.#at = (this.#at + 1) % this.#texts.length;
    return this.current;
  }
}

module.exports = { KillRing };
