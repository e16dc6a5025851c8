'use strict';
/**
 * readlinePromises.Readline: movements of a terminal's cursor that are collected,
 * and sent together.
 *
 * @module internal/readline/cursor_actions
 */

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors/errors');
const { validateBoolean, validateInteger } =
  require('internal/util/validators');
const { isWritable } = require('internal/streams/utils');
const { kSequences, cursorSequence, moveSequence } =
  require('internal/tty/terminal');

class Readline {
  #stream;
  #autoCommit = false;
  #pending = '';

  /**
   * @param {any} stream a Writable
   * @param {{autoCommit?: boolean}} [options] autoCommit: each is sent by itself,
   *   in the next tick
   */
  constructor(stream, options = undefined) {
    if (!isWritable(stream)) {
      throw new ERR_INVALID_ARG_TYPE('stream', 'Writable', stream);
    }
    this.#stream = stream;
    if (options?.autoCommit !== undefined && options.autoCommit !== null) {
      validateBoolean(options.autoCommit, 'options.autoCommit');
      this.#autoCommit = options.autoCommit;
    }
  }

  #add(sequence) {
    if (!this.#autoCommit) this.#pending += sequence;
    else if (sequence !== '') {
      process.nextTick(() => this.#stream.write(sequence));
    }
    return this;
  }

  /**
   * @param {number} x column, from 0
   * @param {number} [y] row, from 0
   */
  cursorTo(x, y = undefined) {
    validateInteger(x, 'x');
    if (y !== undefined && y !== null) validateInteger(y, 'y');
    return this.#add(cursorSequence(x, y));
  }

  /**
   * @param {number} dx columns to the right
   * @param {number} dy rows down
   */
  moveCursor(dx, dy) {
    validateInteger(dx, 'dx');
    validateInteger(dy, 'dy');
    return this.#add(moveSequence(dx, dy));
  }

  /** @param {-1|0|1} dir left of the cursor, all of the line, right of it */
  clearLine(dir) {
    validateInteger(dir, 'dir', -1, 1);
    const { toStart, line, toEnd } = kSequences;
    return this.#add(dir < 0 ? toStart : dir > 0 ? toEnd : line);
  }

  clearScreenDown() {
    return this.#add(kSequences.screenDown);
  }

  /** Sends what was collected. @returns {Promise<void>} when it is written */
  commit() {
    const data = this.#pending;
    this.#pending = '';
    return new Promise((resolve, reject) => {
      this.#stream.write(data, (error) => {
        if (error) reject(error);
        else resolve(undefined);
      });
    });
  }

  /** Forgets what was collected. */
  rollback() {
    this.#pending = '';
    return this;
  }
}

module.exports = { Readline };
