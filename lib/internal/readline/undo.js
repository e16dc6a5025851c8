'use strict';
/**
 * What a line was before each change of it.
 *
 * @module internal/readline/undo
 */

/** Older states are forgotten. */
const kCapacity = 2048;

/** @typedef {{line: string, cursor: number}} LineState */

class Undo {
  /** @type {LineState[]} */
  #before = [];
  /** @type {LineState[]} */
  #undone = [];

  /** @param {LineState} line that is about to change */
  note({ line, cursor }) {
    this.#before.push({ line, cursor });
    if (this.#before.length > kCapacity) this.#before.shift();
    this.#undone.length = 0;
  }

  /**
   * @param {LineState} now
   * @returns {LineState|undefined} what it was before
   */
  undo(now) {
    return Undo.#exchange(this.#before, this.#undone, now);
  }

  /**
   * @param {LineState} now
   * @returns {LineState|undefined} what it was before the last undo
   */
  redo(now) {
    return Undo.#exchange(this.#undone, this.#before, now);
  }

  clear() {
    this.#before.length = 0;
    this.#undone.length = 0;
  }

  static #exchange(from, to, { line, cursor }) {
    const state = from.pop();
    if (state !== undefined) to.push({ line, cursor });
    return state;
  }
}

module.exports = { Undo };
