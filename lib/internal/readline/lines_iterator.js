'use strict';
/**
 * The lines of an interface as an async iterator.
 *
 * Lines that come together stay together, in one array that is read from the
 * front: a line costs a promise, and no event. While too many wait the interface
 * is paused; it goes on when the last of them has been asked for.
 *
 * @module internal/readline/lines_iterator
 */

const { Queue } = require('internal/util/queue');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors/errors');

/** Key of the water marks, as on the iterators of events.on. */
const kWatermarkData = Symbol.for('nodejs.watermarkData');

/** Lines that may wait before the interface is paused. */
const kHigh = 1024;
/** It is resumed when fewer wait. */
const kLow = 1;

/** Gives lines that came together to an iterator, which keeps the array. */
let pushLines;
/** The listener of 'line' that an iterator has on its interface. */
let listenerOf;

const asyncIteratorPrototype = Object.getPrototypeOf(
  Object.getPrototypeOf(async function* () {}).prototype);

class LinesIterator {
  static {
    pushLines = (iterator, lines) => { iterator.#push(lines); };
    listenerOf = (iterator) => iterator.#onLine;
  }

  #reader;
  /** Lines that nobody has asked for, from #at on. @type {string[]} */
  #lines = [];
  #at = 0;
  /** Promises of lines that have not come. */
  #awaited = new Queue();
  #isPaused = false;
  #isClosed = false;
  /** @type {{reason: *}|undefined} which the next request is rejected with */
  #failure;

  /** @param {object} reader an interface */
  constructor(reader) {
    this.#reader = reader;
    if (reader.closed) {
      this.#isClosed = true;
      return;
    }
    reader.on('line', this.#onLine);
    reader.on('close', this.#close);
    reader.on('error', this.#fail);
  }

  #onLine = (line) => {
    this.#push([line]);
  };

  #push(lines) {
    let taken = 0;
    while (taken < lines.length && this.#awaited.size > 0) {
      const value = lines[taken++];
      this.#awaited.shift().resolve({ done: false, value });
    }
    if (taken === lines.length) return;
    if (this.#at === this.#lines.length) {
      this.#lines = lines;
      this.#at = taken;
    } else {
      for (; taken < lines.length; taken++) this.#lines.push(lines[taken]);
    }
    if (!this.#isPaused && this.#size > kHigh) {
      this.#isPaused = true;
      this.#reader.pause();
    }
  }

  get #size() {
    return this.#lines.length - this.#at;
  }

  /** @returns {Promise<IteratorResult<string>>} several may be asked for at once */
  next() {
    if (this.#at < this.#lines.length) {
      const value = this.#lines[this.#at++];
      if (this.#at === this.#lines.length) this.#drained();
      return Promise.resolve({ done: false, value });
    }
    if (this.#failure !== undefined) {
      const { reason } = this.#failure;
      this.#failure = undefined;
      return Promise.reject(reason);
    }
    if (this.#isClosed) {
      return Promise.resolve({ done: true, value: undefined });
    }
    return new Promise((resolve, reject) => {
      this.#awaited.push({ resolve, reject });
    });
  }

  #drained() {
    this.#lines = [];
    this.#at = 0;
    if (!this.#isPaused) return;
    this.#isPaused = false;
    if (!this.#reader.closed) this.#reader.resume();
  }

  return() {
    this.#close();
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(reason) {
    if (!(reason instanceof Error)) {
      throw new ERR_INVALID_ARG_TYPE(
        'EventEmitter.AsyncIterator', 'Error', reason);
    }
    this.#fail(reason);
  }

  #fail = (reason) => {
    const request = this.#awaited.shift();
    if (request !== undefined) request.reject(reason);
    else this.#failure = { reason };
    this.#close();
  };

  #close = () => {
    this.#isClosed = true;
    this.#reader.removeListener('line', this.#onLine);
    this.#reader.removeListener('close', this.#close);
    this.#reader.removeListener('error', this.#fail);
    while (this.#awaited.size > 0) {
      this.#awaited.shift().resolve({ done: true, value: undefined });
    }
  };

  [Symbol.asyncIterator]() {
    return this;
  }

  get [kWatermarkData]() {
    const size = () => this.#size;
    const isPaused = () => this.#isPaused;
    return {
      get size() { return size(); },
      get low() { return kLow; },
      get high() { return kHigh; },
      get isPaused() { return isPaused(); },
    };
  }
}
Object.setPrototypeOf(LinesIterator.prototype, asyncIteratorPrototype);

module.exports = { LinesIterator, listenerOf, pushLines };
