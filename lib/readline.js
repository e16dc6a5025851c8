'use strict';
/**
 * The module `readline`: a stream line by line, and a line that is edited in a
 * terminal.
 *
 * @module readline
 */

const { Interface: BaseInterface } = require('internal/readline/interface');
const { emitKeypressEvents } = require('internal/readline/keypress_events');
const { clearLine, clearScreenDown, cursorTo, moveCursor } =
  require('internal/tty/terminal');
const { AbortError } = require('internal/errors/errors');
const { validateAbortSignal } = require('internal/util/validators');

const kCustomPromisify = Symbol.for('nodejs.util.promisify.custom');

/**
 * @param {any} input the stream, or all options as an object
 * @param {any} [output]
 * @param {any} [completer] `(line) => [completions, what they complete]`, or with
 *   a second argument, the callback that gets this
 * @param {any} [terminal]
 * @this {any}
 */
function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) {
    return new Interface(input, output, completer, terminal);
  }
  BaseInterface.call(this, input, output, completer, terminal);
}
Object.setPrototypeOf(Interface.prototype, BaseInterface.prototype);
Object.setPrototypeOf(Interface, BaseInterface);

/**
 * Asks, and calls back with the answer.
 *
 * @param {string} query
 * @param {{signal?: AbortSignal}|((answer: string) => void)} options signal: takes
 *   the question back
 * @param {(answer: string) => void} [callback]
 * @this {any}
 */
Interface.prototype.question = function question(query, options, callback) {
  const onAnswer = typeof options === 'function' ? options : callback;
  const signal = typeof options === 'function' ? undefined : options?.signal;
  if (signal) validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted || (typeof onAnswer !== 'function' && !signal)) return;
  if (!signal) {
    this._ask(query, onAnswer);
    return;
  }
  const onAbort = () => { this._cancelQuestion(answer); };
  const answer = (line) => {
    signal.removeEventListener('abort', onAbort);
    onAnswer?.(line);
  };
  signal.addEventListener('abort', onAbort, { __proto__: null, once: true });
  this._ask(query, answer);
};

/** @this {any} */
function questionAsPromise(query, options) {
  const signal = options?.signal;
  const abortError = () => new AbortError(undefined, { cause: signal.reason });
  if (signal?.aborted) return Promise.reject(abortError());
  return new Promise((resolve, reject) => {
    if (!signal) {
      this.question(query, resolve);
      return;
    }
    validateAbortSignal(signal, 'options.signal');
    const onAbort = () => { reject(abortError()); };
    signal.addEventListener('abort', onAbort, { __proto__: null, once: true });
    this.question(query, { signal }, (answer) => {
      signal.removeEventListener('abort', onAbort);
      resolve(answer);
    });
  });
}
Object.defineProperties(questionAsPromise, {
  name: { __proto__: null, value: 'question', configurable: true },
});
Object.defineProperty(Interface.prototype.question, kCustomPromisify, {
  __proto__: null, value: questionAsPromise, configurable: true,
});

/**
 * @param {any} input the stream, or all options as an object
 * @param {any} [output]
 * @param {any} [completer]
 * @param {any} [terminal]
 */
function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = {
  Interface,
  clearLine,
  clearScreenDown,
  createInterface,
  cursorTo,
  emitKeypressEvents,
  moveCursor,
};
Object.defineProperty(module.exports, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get: () => require('readline/promises'),
});
