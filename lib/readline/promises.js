'use strict';
/**
 * The module `readline/promises`: questions as promises, and movements of the
 * cursor that are sent together.
 *
 * @module readline/promises
 */

const { Interface: BaseInterface } = require('internal/readline/interface');
const { Readline } = require('internal/readline/cursor_actions');
const { AbortError } = require('internal/errors/errors');
const { validateAbortSignal } = require('internal/util/validators');

/** @type {any} */
const Base = BaseInterface;

class Interface extends Base {
  // Which arguments there are is told by readOptions.
  constructor(...args) {
    super(...args);
  }

  /**
   * @param {string} query
   * @param {{signal?: AbortSignal}} [options]
   * @returns {Promise<string>} the answer; rejected when the signal aborts, and
   *   by Ctrl+C and Ctrl+D
   */
  question(query, options = undefined) {
    const signal = options?.signal;
    return new Promise((resolve, reject) => {
      const abortError = () =>
        new AbortError(undefined, { cause: signal.reason });
      if (!signal) {
        this._ask(query, resolve, reject);
        return;
      }
      validateAbortSignal(signal, 'options.signal');
      if (signal.aborted) {
        reject(abortError());
        return;
      }
      const onAbort = () => {
        this._cancelQuestion(answer);
        reject(abortError());
      };
      const answer = (line) => {
        signal.removeEventListener('abort', onAbort);
        resolve(line);
      };
      signal.addEventListener('abort', onAbort, { __proto__: null, once: true });
      this._ask(query, answer, reject);
    });
  }

  /** As that of the other interface, but never before the key was handled. */
  async _tabComplete(isSecondTab) {
    this.pause();
    let found;
    let error;
    try {
      found = await this.completer(this.line.slice(0, this.cursor));
    } catch (reason) {
      error = reason ?? new AbortError();
    }
    this._showCompletions(error, found, isSecondTab);
  }
}

/**
 * @param {any} input the stream, or all options as an object
 * @param {any} [output]
 * @param {any} [completer] may return a promise
 * @param {any} [terminal]
 */
function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = { Interface, Readline, createInterface };
