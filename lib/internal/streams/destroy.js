'use strict';
/**
 * The end of a stream's life, and its beginning: destroy and construct.
 *
 * destroy: marks both sides destroyed, calls _destroy once the stream is
 * constructed, and in a later tick emits 'error' (if any), then 'close'.
 *
 * @module internal/streams/destroy
 */

const {
  AbortError,
  aggregateTwoErrors,
  codes: { ERR_MULTIPLE_CALLBACK },
} = require('internal/errors');
const {
  isDestroyed,
  isFinished,
  isRequest,
  isServerRequest,
  kIsDestroyed,
} = require('internal/streams/utils');

/** What waits for _construct: functions of (error). */
const kAfterConstruct = Symbol('kAfterConstruct');
/** The destroy that was called before _construct was done. */
const kDeferredDestroy = Symbol('kDeferredDestroy');

/** Keeps the first error on both sides. */
function keepError(error, w, r) {
  if (!error) return;
  // The stack is read now, while it is cheap to show where it came from.
  void error.stack;
  if (w && !w.errored) w.errored = error;
  if (r && !r.errored) r.errored = error;
}

/**
 * Destroys `this`.
 * @param {Error} [error] emitted as 'error'
 * @param {function(Error=)} [callback] called when _destroy is done
 * @returns {this}
 */
function destroy(error, callback) {
  const r = this._readableState;
  const w = this._writableState;
  const state = w || r;

  if (w?.destroyed || r?.destroyed) {
    if (typeof callback === 'function') callback();
    return this;
  }
  keepError(error, w, r);
  if (w) w.destroyed = true;
  if (r) r.destroyed = true;

  if (state.constructed) {
    runDestroy(this, error, callback);
  } else {
    this[kDeferredDestroy] = (constructError) => {
      runDestroy(this, aggregateTwoErrors(constructError, error), callback);
    };
  }
  return this;
}

function runDestroy(stream, error, callback) {
  let called = false;

  function onDestroyed(failure) {
    if (called) return;
    called = true;
    const r = stream._readableState;
    const w = stream._writableState;
    keepError(failure, w, r);
    if (w) w.closed = true;
    if (r) r.closed = true;
    if (typeof callback === 'function') callback(failure);
    if (failure) process.nextTick(emitErrorThenClose, stream, failure);
    else process.nextTick(emitClose, stream);
  }

  try {
    stream._destroy(error || null, onDestroyed);
  } catch (failure) {
    onDestroyed(failure);
  }
}

function emitErrorThenClose(stream, error) {
  emitError(stream, error);
  emitClose(stream);
}

function emitClose(stream) {
  const r = stream._readableState;
  const w = stream._writableState;
  if (w) w.closeEmitted = true;
  if (r) r.closeEmitted = true;
  if (w?.emitClose || r?.emitClose) stream.emit('close');
}

/** Emits 'error', once in the life of the stream. */
function emitError(stream, error) {
  const r = stream._readableState;
  const w = stream._writableState;
  if (w?.errorEmitted || r?.errorEmitted) return;
  if (w) w.errorEmitted = true;
  if (r) r.errorEmitted = true;
  stream.emit('error', error);
}

/** Makes a destroyed stream as new, for those that open again. */
function undestroy() {
  const r = this._readableState;
  const w = this._writableState;
  if (r) {
    r.constructed = true;
    r.closed = false;
    r.closeEmitted = false;
    r.destroyed = false;
    r.errored = null;
    r.errorEmitted = false;
    r.reading = false;
    r.ended = r.readable === false;
    r.endEmitted = r.readable === false;
  }
  if (w) {
    w.constructed = true;
    w.destroyed = false;
    w.closed = false;
    w.closeEmitted = false;
    w.errored = null;
    w.errorEmitted = false;
    w.finalCalled = false;
    w.prefinished = false;
    w.ended = w.writable === false;
    w.ending = w.writable === false;
    w.finished = w.writable === false;
  }
}

/**
 * Fails a stream: destroys it, or where it does not destroy itself emits.
 *
 * @param {Stream} stream
 * @param {Error} error
 * @param {boolean} [later] emit in a later tick, the caller being user code
 */
function errorOrDestroy(stream, error, later = false) {
  const r = stream._readableState;
  const w = stream._writableState;
  if (w?.destroyed || r?.destroyed) return;

  if (r?.autoDestroy || w?.autoDestroy) {
    stream.destroy(error);
  } else if (error) {
    keepError(error, w, r);
    if (later) process.nextTick(emitError, stream, error);
    else emitError(stream, error);
  }
}

/**
 * Runs _construct, if there is one, in a later tick; until it is done the
 * stream neither reads nor writes.
 *
 * @param {Stream} stream
 * @param {Function} whenDone each side's continuation
 */
function construct(stream, whenDone) {
  if (typeof stream._construct !== 'function') return;
  const r = stream._readableState;
  const w = stream._writableState;
  if (r) r.constructed = false;
  if (w) w.constructed = false;
  if (stream[kAfterConstruct] !== undefined) {
    stream[kAfterConstruct].push(whenDone);
    return;
  }
  stream[kAfterConstruct] = [whenDone];
  process.nextTick(runConstruct, stream);
}

function runConstruct(stream) {
  let called = false;

  function onConstructed(error) {
    if (called) {
      errorOrDestroy(stream, error ?? new ERR_MULTIPLE_CALLBACK());
      return;
    }
    called = true;
    const r = stream._readableState;
    const w = stream._writableState;
    if (r) r.constructed = true;
    if (w) w.constructed = true;
    const waiting = stream[kAfterConstruct];
    stream[kAfterConstruct] = undefined;

    if ((w || r).destroyed) {
      // Absent when it was destroyed before the construction was queued.
      stream[kDeferredDestroy]?.(error);
      stream[kDeferredDestroy] = undefined;
    } else if (error) {
      errorOrDestroy(stream, error, true);
    } else {
      for (const whenDone of waiting) whenDone();
    }
  }

  try {
    stream._construct((error) => {
      process.nextTick(onConstructed, error);
    });
  } catch (error) {
    process.nextTick(onConstructed, error);
  }
}

/**
 * Destroys any kind of stream by whatever means it has.
 *
 * @param {object} stream
 * @param {Error} [error] without it an unfinished stream gets an AbortError
 */
function destroyer(stream, error) {
  if (!stream || isDestroyed(stream)) return;
  if (!error && !isFinished(stream)) error = new AbortError();

  if (isServerRequest(stream)) {
    // The socket stays for the response.
    stream.socket = null;
    stream.destroy(error);
  } else if (isRequest(stream)) {
    stream.abort();
  } else if (isRequest(stream.req)) {
    stream.req.abort();
  } else if (typeof stream.destroy === 'function') {
    stream.destroy(error);
  } else if (typeof stream.close === 'function') {
    stream.close();
  }
  if (!stream.destroyed) stream[kIsDestroyed] = true;
}

module.exports = {
  construct,
  destroy,
  destroyer,
  errorOrDestroy,
  keepError,
  undestroy,
};
