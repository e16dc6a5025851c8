'use strict';
/**
 * Readable as an async iterable, and as a resource that `await using` disposes.
 *
 * @module internal/streams/readable_iteration
 */

const { Readable } = require('internal/streams/readable');
const { AbortError, aggregateTwoErrors } = require('internal/errors');
const { validateObject } = require('internal/validators');
const { destroyer } = require('internal/streams/destroy');
const { eos } = require('internal/streams/end_of_stream');
const { kAsyncDispose } = require('internal/dispose');

/** Yields what read() gives, waiting for 'readable' and the end between. */
async function* chunksOf(stream, options) {
  let wake = null;
  // undefined: it goes on; null: it ended well.
  let error;

  const onProgress = () => {
    if (wake === null) return;
    const resolve = wake;
    wake = null;
    resolve();
  };
  stream.on('readable', onProgress);
  const stopWatching = eos(stream, { writable: false }, (failure) => {
    error = failure ? aggregateTwoErrors(error, failure) : null;
    onProgress();
  });

  try {
    for (;;) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) {
        yield chunk;
      } else if (error) {
        throw error;
      } else if (error === null) {
        return;
      } else {
        await new Promise((resolve) => {
          wake = resolve;
        });
      }
    }
  } catch (failure) {
    error = aggregateTwoErrors(error, failure);
    throw error;
  } finally {
    if ((error || options?.destroyOnReturn !== false) &&
        (error === undefined || stream._readableState.autoDestroy)) {
      destroyer(stream, null);
    } else {
      stream.off('readable', onProgress);
      stopWatching();
    }
  }
}

function iterate(stream, options) {
  if (typeof stream.read !== 'function') {
    stream = Readable.wrap(stream, { objectMode: true });
  }
  const iterator = chunksOf(stream, options);
  iterator.stream = stream;
  return iterator;
}

Readable.prototype[Symbol.asyncIterator] = function() {
  return iterate(this);
};

/**
 * An iterator that can leave the stream open.
 * @param {{destroyOnReturn?: boolean}} [options] false: break and return do
 *   not destroy the stream
 * @returns {AsyncIterableIterator}
 */
Readable.prototype.iterator = function iterator(options) {
  if (options !== undefined) validateObject(options, 'options');
  return iterate(this, options);
};

/** Destroys the stream and waits until it is closed. */
Readable.prototype[kAsyncDispose] = function() {
  let error;
  if (!this.destroyed) {
    error = this.readableEnded ? null : new AbortError();
    this.destroy(error);
  }
  return new Promise((resolve, reject) => {
    eos(this, (failure) => {
      if (failure && failure !== error) reject(failure);
      else resolve(null);
    });
  });
};
