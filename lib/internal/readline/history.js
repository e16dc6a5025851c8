'use strict';
/**
 * The lines that were entered before.
 *
 * @module internal/readline/history
 */

class History {
  /**
   * @param {string[]} lines the latest first; changed in place
   * @param {{size: number, removeDuplicates: boolean}} options
   */
  constructor(lines, { size, removeDuplicates }) {
    this.lines = lines;
    this.size = size;
    this.removeDuplicates = removeDuplicates;
    /** Which line is shown: -1 for the one being written, the number of lines
     * when one went back beyond the oldest. */
    this.index = -1;
    /** What lines have to begin with to be shown, while one goes back and
     * forth; null when one does not. @type {string|null} */
    this.prefix = null;
  }

  /**
   * @param {string} line as it was entered
   * @returns {boolean} whether it is in the history now, as the latest
   */
  add(line) {
    if (this.size === 0 || line.trim() === '') return false;
    this.index = -1;
    const { lines } = this;
    if (lines[0] === line) return false;
    if (this.removeDuplicates) {
      const older = lines.indexOf(line);
      if (older !== -1) lines.splice(older, 1);
    }
    lines.unshift(line);
    if (lines.length > this.size) lines.length = Math.trunc(this.size);
    return true;
  }

  /** Begins a search for what begins as the line does, if none is going on. */
  beginSearch(prefix) {
    this.prefix ??= prefix;
  }

  endSearch() {
    if (this.prefix === null) return;
    this.prefix = null;
    if (this.index === this.lines.length) this.index = -1;
  }

  /**
   * @param {string} shown the line as it is
   * @returns {string|undefined} the one before it, or what was searched for if
   *   there is none; undefined if one is there already
   */
  previous(shown) {
    const { length } = this.lines;
    return this.index < length && length > 0 ?
      this.#move(shown, 1) : undefined;
  }

  /** As previous(), the other way. */
  next(shown) {
    return this.index >= 0 ? this.#move(shown, -1) : undefined;
  }

  #move(shown, step) {
    const { lines } = this;
    const prefix = this.prefix ?? '';
    const isFound = (line) =>
      line === undefined || (line.startsWith(prefix) && line !== shown);
    let index = this.index + step;
    while (!isFound(lines[index])) index += step;
    this.index = index;
    return lines[index] ?? prefix;
  }
}

module.exports = { History };
