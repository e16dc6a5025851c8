'use strict';
/**
 * Readable as an async iterable, and as a resource that `await using` disposes.
 *
 * @module internal/streams/readable_iteration
 */

const { Readable } = require('internal/streams/readable');
const { AbortError, aggregateTwoErrors } = require('internal/errors/errors');
const { validateObject } = require('internal/util/validators');
const { destroyer } = require('internal/streams/destroy');
const { eos } = require('internal/streams/end_of_stream');
const { Held } = require('internal/streams/held');
const { kAsyncDispose } = require('internal/util/dispose');

/** How a stream that is iterated over is doing. */
const kGoingOn = 0;
const kEnded = 1;
const kFailed = 2;

/** What an iteration knows of its stream. */
class Iteration {
  constructor(stream, options) {
    this.stream = stream;
    this.destroysOnReturn = options?.destroyOnReturn !== false;
    this.phase = kGoingOn;
    this.error = undefined;
    this.progress = new Held();
    this.onReadable = () => this.progress.release();
    stream.on('readable', this.onReadable);
    this.stopWatching = eos(stream, { writable: false }, (failure) => {
      if (failure) this.fail(failure);
      else this.phase = kEnded;
      this.progress.release();
    });
  }

  take() {
    return this.stream.destroyed ? null : this.stream.read();
  }

  /** Once there is nothing to take: whether there will be. */
  async goesOn() {
    if (this.phase === kGoingOn) {
      await this.progress.wait();
      return true;
    }
    if (this.phase === kFailed) throw this.error;
    return false;
  }

  fail(failure) {
    // One that the stream has failed with already is no second one.
    this.error = aggregateTwoErrors(this.error, failure);
    this.phase = kFailed;
  }

  /** The iteration is over, for whatever reason. */
  leave() {
    const { stream, phase } = this;
    const destroys = phase === kFailed || this.destroysOnReturn;
    if (destroys &&
        (phase === kGoingOn || stream._readableState.autoDestroy)) {
      destroyer(stream, null);
    } else {
      stream.off('readable', this.onReadable);
      this.stopWatching();
    }
  }
}

/** Yields what read() gives, waiting for 'readable' and the end between. */
async function* chunksOf(stream, options) {
  const iteration = new Iteration(stream, options);
  try {
    do {
      let chunk = iteration.take();
      while (chunk !== null) {
        yield chunk;
        chunk = iteration.take();
      }
    } while (await iteration.goesOn());
  } catch (failure) {
    iteration.fail(failure);
    throw iteration.error;
  } finally {
    iteration.leave();
  }
}

function iterate(given, options) {
  const stream = typeof given.read === 'function' ?
    given : Readable.wrap(given, { objectMode: true });
  return Object.assign(chunksOf(stream, options), { stream });
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
  const reason = this.destroyed ? undefined :
    this.readableEnded ? null : new AbortError();
  if (reason !== undefined) this.destroy(reason);
  const isOwn = (failure) => !failure || failure === reason;
  return new Promise((resolve, reject) => {
    eos(this, (failure) => (isOwn(failure) ? resolve(null) : reject(failure)));
  });
};
