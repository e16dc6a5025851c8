'use strict';
/**
 * The beginning and the end of a stream's life: construct and destroy.
 *
 * A life goes through: constructing, where the stream has a _construct; alive;
 * destroyed, when destroy() was called; closed, when _destroy has called back;
 * and in the tick after that its end is announced: 'error', if any, then
 * 'close'. The flags of both sides' states tell how far it is.
 *
 * @module internal/streams/destroy
 */

const {
  AbortError,
  aggregateTwoErrors,
  codes: { ERR_MULTIPLE_CALLBACK },
} = require('internal/errors/errors');
const { readableFlags } = require('internal/streams/readable_state');
const { writableFlags } = require('internal/streams/writable_state');
const {
  isDestroyed,
  isFinished,
  isRequest,
  isServerRequest,
  kIsDestroyed,
} = require('internal/streams/utils');

/** The Construction of a stream that is being constructed. */
const kConstruction = Symbol('kConstruction');

// These bits are the same in both states.
const {
  autoDestroy: kAutoDestroy,
  closeEmitted: kCloseEmitted,
  closed: kClosed,
  constructed: kConstructed,
  destroyed: kDestroyed,
  disabled: kDisabled,
  emitClose: kEmitClose,
  errorEmitted: kErrorEmitted,
} = readableFlags;

/** Sets bits in the state of each side that a stream of ours has. */
function setBits(stream, bits) {
  const { _readableState, _writableState } = stream;
  if (_readableState) _readableState.bits |= bits;
  if (_writableState) _writableState.bits |= bits;
}

/** @returns {number} the bits that either side has */
function bitsOf(stream) {
  const { _readableState, _writableState } = stream;
  return (_readableState ? _readableState.bits : 0) |
         (_writableState ? _writableState.bits : 0);
}

/** The states of any stream, which may be that of another implementation. */
function statesOf(stream) {
  return [stream._readableState, stream._writableState].filter(Boolean);
}

/** Keeps an error on the sides that have none yet. */
function keepError(stream, error) {
  // The stack is read now, while it is cheap to show where it came from.
  void error.stack;
  for (const state of statesOf(stream)) state.errored ||= error;
}

// ---- The end -------------------------------------------------------------

/** Calls _destroy, once the stream is constructed. */
function tearDown(stream, reason, callback) {
  let isDone = false;
  // One closure is all that the end of a stream costs: every request has one.
  const done = (failure) => {
    if (isDone) return;
    isDone = true;
    if (failure) keepError(stream, failure);
    setBits(stream, kClosed);
    if (typeof callback === 'function') callback(failure);
    process.nextTick(announceEnd, stream, failure);
  };
  try {
    stream._destroy(reason || null, done);
  } catch (failure) {
    done(failure);
  }
}

function announceEnd(stream, failure) {
  if (failure) emitError(stream, failure);
  const emitsClose = (bitsOf(stream) & kEmitClose) !== 0;
  setBits(stream, kCloseEmitted);
  if (emitsClose) stream.emit('close');
}

/** Emits 'error', once in the life of the stream. */
function emitError(stream, error) {
  const states = statesOf(stream);
  if (states.some((state) => state.errorEmitted)) return;
  for (const state of states) state.errorEmitted = true;
  stream.emit('error', error);
}

/**
 * Destroys `this`.
 * @param {Error} [error] emitted as 'error'
 * @param {function(Error=)} [callback] called when _destroy is done
 * @returns {this}
 */
function destroy(error, callback) {
  const bits = bitsOf(this);
  if ((bits & kDestroyed) !== 0) {
    if (typeof callback === 'function') callback();
    return this;
  }
  if (error) keepError(this, error);
  setBits(this, kDestroyed);

  const { constructed } = this._writableState || this._readableState;
  if (constructed) tearDown(this, error, callback);
  else this[kConstruction].thenDestroy(error, callback);
  return this;
}

function isOver(state, over) {
  return !state || ((state.bits & kAutoDestroy) !== 0 &&
                    (state.bits & (over | kDisabled)) !== 0);
}

/** Destroys a stream of ours once its sides are over, where each lets it. */
function destroyIfOver(stream) {
  if (isOver(stream._readableState, readableFlags.endEmitted) &&
      isOver(stream._writableState, writableFlags.finished)) {
    stream.destroy();
  }
}

/** The flags that tell of a life, and of what was done in it. */
const kReadableLife = kClosed | kCloseEmitted | kDestroyed | kErrorEmitted |
  readableFlags.reading | readableFlags.ended | readableFlags.endEmitted;
const kWritableLife = kClosed | kCloseEmitted | kDestroyed | kErrorEmitted |
  writableFlags.finalCalled | writableFlags.prefinished |
  writableFlags.ending | writableFlags.ended | writableFlags.finished;
/** Those that a side has from the start where it is switched off. */
const kReadableOver = readableFlags.ended | readableFlags.endEmitted;
const kWritableOver =
  writableFlags.ending | writableFlags.ended | writableFlags.finished;

/** Makes a destroyed stream as new, for those that open again. */
function undestroy() {
  const begin = (state, life, over) => {
    if (!state) return;
    state.errored = null;
    state.bits = (state.bits & ~life) | kConstructed;
    if (state.bits & kDisabled) state.bits |= over;
  };
  begin(this._readableState, kReadableLife, kReadableOver);
  begin(this._writableState, kWritableLife, kWritableOver);
}

/**
 * Fails a stream of any implementation: destroys it, or where it does not
 * destroy itself only emits the error.
 *
 * @param {Stream} stream
 * @param {Error} error
 * @param {boolean} [later] emit in a later tick, the caller being user code
 */
function errorOrDestroy(stream, error, later = false) {
  const states = statesOf(stream);
  if (states.some((state) => state.destroyed)) return;
  if (states.some((state) => state.autoDestroy)) {
    stream.destroy(error);
    return;
  }
  if (!error) return;
  keepError(stream, error);
  if (later) process.nextTick(emitError, stream, error);
  else emitError(stream, error);
}

// ---- The beginning -------------------------------------------------------

/** One call of _construct, in the tick after the stream was made. */
class Construction {
  constructor(stream) {
    this.stream = stream;
    /** What each side does once it is constructed. */
    this.continuations = [];
    this.isDone = false;
    /** @type {function(Error=)|null} set when it was destroyed meanwhile */
    this.tearDown = null;
  }

  thenDestroy(reason, callback) {
    this.tearDown = (error) => {
      tearDown(this.stream, aggregateTwoErrors(error, reason), callback);
    };
  }

  run() {
    const done = (error) => process.nextTick(() => this.done(error));
    try {
      this.stream._construct(done);
    } catch (error) {
      done(error);
    }
  }

  done(error) {
    const { stream } = this;
    if (this.isDone) {
      errorOrDestroy(stream, error ?? new ERR_MULTIPLE_CALLBACK());
      return;
    }
    this.isDone = true;
    setBits(stream, kConstructed);
    if (bitsOf(stream) & kDestroyed) {
      // Where it was destroyed before the construction, that is under way.
      this.tearDown?.(error);
    } else if (error) {
      errorOrDestroy(stream, error, true);
    } else {
      for (const goOn of this.continuations) goOn();
    }
  }
}

/**
 * Runs _construct, if there is one, in a later tick; until it is done the
 * stream neither reads nor writes.
 *
 * @param {Stream} stream
 * @param {Function} goOn what a side does then; there may be one a side
 */
function construct(stream, goOn) {
  if (typeof stream._construct !== 'function') return;
  let construction = stream[kConstruction];
  if (construction === undefined) {
    construction = new Construction(stream);
    stream[kConstruction] = construction;
    process.nextTick(() => construction.run());
  }
  construction.continuations.push(goOn);
  for (const state of statesOf(stream)) state.constructed = false;
}

// ---- Streams of any kind -------------------------------------------------

/** Ways to end a stream, each with those that it is for; the first is taken. */
const endings = [
  {
    fits: isServerRequest,
    end(request, reason) {
      // The socket stays for the response.
      request.socket = null;
      request.destroy(reason);
    },
  },
  { fits: isRequest, end: (request) => request.abort() },
  { fits: ({ req }) => isRequest(req), end: ({ req }) => req.abort() },
  {
    fits: (stream) => typeof stream.destroy === 'function',
    end: (stream, reason) => stream.destroy(reason),
  },
  {
    fits: (stream) => typeof stream.close === 'function',
    end: (stream) => stream.close(),
  },
];

/**
 * Destroys any kind of stream by whatever means it has.
 *
 * @param {object} stream
 * @param {Error} [error] without it an unfinished stream gets an AbortError
 */
function destroyer(stream, error) {
  if (!stream || isDestroyed(stream)) return;
  const reason = error || isFinished(stream) ? error : new AbortError();
  endings.find(({ fits }) => fits(stream))?.end(stream, reason);
  if (!stream.destroyed) stream[kIsDestroyed] = true;
}

module.exports = {
  construct,
  destroy,
  destroyIfOver,
  destroyer,
  errorOrDestroy,
  keepError,
  undestroy,
};
