'use strict';
/**
 * Readable.from: a stream of what an iterable gives.
 *
 * @module internal/streams/from
 */

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_NULL_VALUES },
} = require('internal/errors/errors');

/** Reads an iterator for a stream, a value at a time. */
class IteratorReader {
  /**
   * @param {Readable} stream
   * @param {Iterator|AsyncIterator} iterator
   * @param {boolean} isAsync whether next() gives promises
   */
  constructor(stream, iterator, isAsync) {
    this.stream = stream;
    this.iterator = iterator;
    this.isAsync = isAsync;
    /** Between a _read and the push that says that there is enough. */
    this.isPulling = false;
    this.onResult = (result) => this.attempt(() => this.take(result));
    this.onValue = (value) => this.attempt(() => this.give(value));
    this.onFailure = (error) => stream.destroy(error);
  }

  pull() {
    if (this.isPulling) return;
    this.isPulling = true;
    this.goOn();
  }

  /** Pulls until the stream has enough, or a promise must be awaited. */
  goOn() {
    let isWanted = true;
    while (isWanted) {
      try {
        const result = this.iterator.next();
        if (this.isAsync) {
          Promise.resolve(result).then(this.onResult, this.onFailure);
          return;
        }
        isWanted = this.take(result);
      } catch (error) {
        this.onFailure(error);
        return;
      }
    }
  }

  /** Goes on after a promise, where what it gave leaves room. */
  attempt(step) {
    let isWanted;
    try {
      isWanted = step();
    } catch (error) {
      this.onFailure(error);
      return;
    }
    if (isWanted) this.goOn();
  }

  /** @returns {boolean} whether the next is to be asked for now */
  take({ value, done }) {
    if (done) {
      this.stream.push(null);
      return false;
    }
    if (!this.isAsync && typeof value?.then === 'function') {
      Promise.resolve(value).then(this.onValue, this.onFailure);
      return false;
    }
    return this.give(value);
  }

  give(value) {
    if (value === null) {
      this.isPulling = false;
      throw new ERR_STREAM_NULL_VALUES();
    }
    if (this.stream.push(value)) return true;
    this.isPulling = false;
    return false;
  }

  /** Lets the iterator clean up. */
  async close(error) {
    const { iterator } = this;
    if (error != null && typeof iterator.throw === 'function') {
      const { value, done } = await iterator.throw(error);
      await value;
      if (done) return;
    }
    if (typeof iterator.return === 'function') {
      await (await iterator.return()).value;
    }
  }
}

/** The method by which a value gives its iterator, async where it can. */
function iteratorKeyOf(value) {
  return [Symbol.asyncIterator, Symbol.iterator].find((key) => value?.[key]);
}

/** A stream of one chunk. */
function fromOne(Readable, chunk, options) {
  return new Readable({
    objectMode: true,
    ...options,
    read() {
      this.push(chunk);
      this.push(null);
    },
  });
}

/**
 * @param {Function} Readable the class to make
 * @param {Iterable|AsyncIterable|string|Buffer} iterable a string or Buffer is
 *   one chunk
 * @param {object} [options] of the stream; objectMode is true
 * @returns {Readable}
 */
function from(Readable, iterable, options) {
  if (iterable instanceof Buffer || typeof iterable === 'string') {
    return fromOne(Readable, iterable, options);
  }
  const key = iteratorKeyOf(iterable);
  if (key === undefined) {
    throw new ERR_INVALID_ARG_TYPE('iterable', ['Iterable'], iterable);
  }
  const iterator = iterable[key]();
  const stream = new Readable(
    { objectMode: true, highWaterMark: 1, ...options });
  const reader = new IteratorReader(
    stream, iterator, key === Symbol.asyncIterator);
  stream._read = () => reader.pull();
  stream._destroy = (error, callback) => {
    const callBack = (failure) =>
      process.nextTick(callback, failure || error);
    reader.close(error).then(() => callBack(), callBack);
  };
  return stream;
}

module.exports = { from };
