'use strict';
/**
 * Readable.from: a stream of what an iterable gives.
 *
 * @module internal/streams/from
 */

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_NULL_VALUES },
} = require('internal/errors');

/**
 * @param {Function} Readable the class to make
 * @param {Iterable|AsyncIterable|string|Buffer} iterable a string or Buffer is
 *   one chunk
 * @param {object} [options] of the stream; objectMode is true
 * @returns {Readable}
 */
function from(Readable, iterable, options) {
  if (typeof iterable === 'string' || iterable instanceof Buffer) {
    return new Readable({
      objectMode: true,
      ...options,
      read() {
        this.push(iterable);
        this.push(null);
      },
    });
  }

  let iterator;
  let isAsync;
  if (iterable && iterable[Symbol.asyncIterator]) {
    isAsync = true;
    iterator = iterable[Symbol.asyncIterator]();
  } else if (iterable && iterable[Symbol.iterator]) {
    isAsync = false;
    iterator = iterable[Symbol.iterator]();
  } else {
    throw new ERR_INVALID_ARG_TYPE('iterable', ['Iterable'], iterable);
  }

  let reading = false;
  const stream = new Readable({
    objectMode: true,
    highWaterMark: 1,
    ...options,
  });
  stream._read = () => {
    if (reading) return;
    reading = true;
    if (isAsync) pullAsync();
    else pullSync();
  };
  stream._destroy = (error, callback) => {
    close(error).then(
      () => process.nextTick(callback, error),
      (failure) => process.nextTick(callback, failure || error));
  };

  /** Lets the iterator clean up. */
  async function close(error) {
    if (error != null && typeof iterator.throw === 'function') {
      const { value, done } = await iterator.throw(error);
      await value;
      if (done) return;
    }
    if (typeof iterator.return === 'function') {
      const { value } = await iterator.return();
      await value;
    }
  }

  /** Pushes one value; false when the stream wants no more for now. */
  function give(value) {
    if (value === null) {
      reading = false;
      throw new ERR_STREAM_NULL_VALUES();
    }
    if (stream.push(value)) return true;
    reading = false;
    return false;
  }

  // A synchronous iterable goes on without waiting until it gives a promise.
  function pullSync() {
    for (;;) {
      try {
        const { value, done } = iterator.next();
        if (done) {
          stream.push(null);
          return;
        }
        if (value && typeof value.then === 'function') {
          awaitValue(value);
          return;
        }
        if (!give(value)) return;
      } catch (error) {
        stream.destroy(error);
        return;
      }
    }
  }

  async function awaitValue(promise) {
    try {
      if (!give(await promise)) return;
    } catch (error) {
      stream.destroy(error);
      return;
    }
    pullSync();
  }

  async function pullAsync() {
    for (;;) {
      try {
        const { value, done } = await iterator.next();
        if (done) {
          stream.push(null);
          return;
        }
        if (!give(value)) return;
      } catch (error) {
        stream.destroy(error);
        return;
      }
    }
  }

  return stream;
}

module.exports = { from };
