'use strict';
/**
 * Writable: a destination of data. One chunk is written at a time; the others
 * wait in a queue, and write() returns false when too much does.
 *
 * Subclasses may call the constructor through Writable.call(this, options).
 *
 * @module internal/streams/writable
 */

const EventEmitter = require('events');
const {
  AbortError,
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_METHOD_NOT_IMPLEMENTED,
    ERR_MULTIPLE_CALLBACK,
    ERR_STREAM_ALREADY_FINISHED,
    ERR_STREAM_CANNOT_PIPE,
    ERR_STREAM_DESTROYED,
    ERR_STREAM_NULL_VALUES,
    ERR_STREAM_WRITE_AFTER_END,
    ERR_UNKNOWN_ENCODING,
  },
} = require('internal/errors/errors');
const {
  Stream,
  WritableListeners,
  initEvents,
} = require('internal/streams/legacy');
const {
  WritableState,
  writableFlags: {
    allBuffers: kAllBuffers,
    allNoop: kAllNoop,
    bufferProcessing: kBufferProcessing,
    closeEmitted: kCloseEmitted,
    closed: kClosed,
    constructed: kConstructed,
    decodeStrings: kDecodeStrings,
    destroyed: kDestroyed,
    disabled: kDisabled,
    ended: kEnded,
    ending: kEnding,
    errorEmitted: kErrorEmitted,
    finalCalled: kFinalCalled,
    finished: kFinished,
    needDrain: kNeedDrain,
    objectMode: kObjectMode,
    prefinished: kPrefinished,
    sync: kSync,
    tickScheduled: kTickScheduled,
    writing: kWriting,
  },
} = require('internal/streams/writable_state');
const {
  defineSideProperties,
  toBuffer,
  writableAccessor,
} = require('internal/streams/state');
const destroyImpl = require('internal/streams/destroy');
const { destroyIfOver, errorOrDestroy, keepError } = destroyImpl;

/** Written chunks are dropped from the queue when so many piled up. */
const kQueueSlack = 256;

/** The callback of those who gave none. */
function nop() {}

/**
 * @param {{highWaterMark?: number, objectMode?: boolean,
 *   decodeStrings?: boolean, defaultEncoding?: string, emitClose?: boolean,
 *   autoDestroy?: boolean, signal?: AbortSignal, write?: Function,
 *   writev?: Function, destroy?: Function, final?: Function,
 *   construct?: Function}} [options]
 */
function Writable(options) {
  if (!(this instanceof Writable)) return new Writable(options);
  initEvents(this, WritableListeners);
  this._writableState = new WritableState(options, false);
  initWritable(this, options);
  Stream.call(this, options);
  startWritable(this, options);
}
Object.setPrototypeOf(Writable.prototype, Stream.prototype);
Object.setPrototypeOf(Writable, Stream);
Writable.WritableState = WritableState;

/** A Duplex, which inherits from Readable, is a Writable too. */
Object.defineProperty(Writable, Symbol.hasInstance, {
  __proto__: null,
  value(object) {
    if (Function.prototype[Symbol.hasInstance].call(this, object)) return true;
    if (this !== Writable) return false;
    return Boolean(object) && object._writableState instanceof WritableState;
  },
});

/** Takes over the methods that the options bring. */
function initWritable(stream, options) {
  if (options == null) return;
  if (typeof options.write === 'function') stream._write = options.write;
  if (typeof options.writev === 'function') stream._writev = options.writev;
  if (typeof options.destroy === 'function') stream._destroy = options.destroy;
  if (typeof options.final === 'function') stream._final = options.final;
  if (typeof options.construct === 'function') {
    stream._construct = options.construct;
  }
}

/** What a new stream does after its emitter works. */
function startWritable(stream, options) {
  if (options?.signal) {
    const { addAbortSignal } = require('internal/streams/add_abort_signal');
    addAbortSignal(options.signal, stream);
  }
  if (stream._construct != null) {
    destroyImpl.construct(stream, () => continueWriting(stream));
  }
}

/** What a constructed stream does with what was written meanwhile. */
function continueWriting(stream) {
  const state = stream._writableState;
  if (!(state.bits & kWriting)) writeQueue(stream, state);
  if (state.bits & kEnding) finishMaybe(stream, state);
}

/** One cannot read from it. */
Writable.prototype.pipe = function pipe() {
  errorOrDestroy(this, new ERR_STREAM_CANNOT_PIPE());
};

// ---- Writing -------------------------------------------------------------

/** The encoding in which a chunk counts as given. */
function encodingOf(state, given) {
  if (!given) return state.defaultEncoding;
  if (given === 'buffer' || Buffer.isEncoding(given)) return given;
  throw new ERR_UNKNOWN_ENCODING(given);
}

/**
 * Queues a chunk.
 * @returns {boolean|Error} whether there is room for more, or what is wrong
 */
function writeChunk(stream, chunk, encoding, callback) {
  const state = stream._writableState;
  if (typeof encoding === 'function') {
    return writeChunk(stream, chunk, null, encoding);
  }
  if (typeof callback !== 'function') callback = nop;

  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();
  if ((state.bits & kObjectMode) === 0) {
    encoding = encodingOf(state, encoding);
    const isText = typeof chunk === 'string';
    if (!isText || (state.bits & kDecodeStrings) !== 0) {
      const bytes = isText ? Buffer.from(chunk, encoding) : toBuffer(chunk);
      if (bytes === undefined) {
        throw new ERR_INVALID_ARG_TYPE(
          'chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
      }
      chunk = bytes;
      encoding = 'buffer';
    }
  }

  if (state.bits & (kEnding | kDestroyed)) {
    const error = (state.bits & kEnding) ?
      new ERR_STREAM_WRITE_AFTER_END() : new ERR_STREAM_DESTROYED('write');
    process.nextTick(callback, error);
    errorOrDestroy(stream, error, true);
    return error;
  }

  state.pendingcb++;
  const length = (state.bits & kObjectMode) ? 1 : chunk.length;
  state.length += length;
  if ((state.bits & (kWriting | kConstructed)) !== kConstructed ||
      state.corked || state.errored) {
    state.enqueue(chunk, encoding, callback, callback === nop);
  } else {
    startWrite(stream, state, false, length, chunk, encoding, callback);
  }
  // A chunk that was written at once takes no room.
  const hasRoom = state.length < state.highWaterMark || state.length === 0;
  if (!hasRoom) state.bits |= kNeedDrain;
  return hasRoom && !state.errored && (state.bits & kDestroyed) === 0;
}

/**
 * Writes a chunk, or queues it.
 *
 * @param {Buffer|TypedArray|DataView|string|*} chunk
 * @param {string} [encoding] of a string
 * @param {function(Error=)} [callback] called when the chunk was written
 * @returns {boolean} false when the caller should wait for 'drain'
 */
Writable.prototype.write = function write(chunk, encoding, callback) {
  return writeChunk(this, chunk, encoding, callback) === true;
};

/** Hands a chunk, or all of the queue, to the implementation. */
function startWrite(stream, state, many, length, chunk, encoding, callback) {
  state.writelen = length;
  state.writecb = callback;
  state.bits |= kWriting | kSync;
  state.onwrite ??= (error) => onWritten(stream, error);
  if (state.bits & kDestroyed) {
    state.onwrite(new ERR_STREAM_DESTROYED('write'));
  } else if (many) {
    stream._writev(chunk, state.onwrite);
  } else {
    stream._write(chunk, encoding, state.onwrite);
  }
  state.bits &= ~kSync;
}

/** The implementation calls back. */
function onWritten(stream, error) {
  const state = stream._writableState;
  const callback = state.writecb;
  if (callback === null) {
    errorOrDestroy(stream, new ERR_MULTIPLE_CALLBACK());
    return;
  }
  const sync = (state.bits & kSync) !== 0;
  state.bits &= ~kWriting;
  state.writecb = null;
  state.length -= state.writelen;
  state.writelen = 0;

  if (error) {
    keepError(stream, error);
    if (sync) process.nextTick(failWrite, stream, state, error, callback);
    else failWrite(stream, state, error, callback);
    return;
  }

  if (state.buffered !== null) writeQueue(stream, state);
  if (!sync) {
    afterWrite(stream, state, 1, callback);
    return;
  }

  // The caller of write() has not returned yet: callbacks and 'drain' wait.
  if (callback === nop && !(state.bits & kObjectMode)) {
    // Nobody waits for this one: a tick only where 'drain' is due. (In object
    // mode 'finish' comes a tick later in Node, so it does here.)
    const isDue = (state.bits & kDestroyed) ||
      ((state.bits & kNeedDrain) && state.length === 0);
    if (isDue && !(state.bits & kTickScheduled)) {
      state.bits |= kTickScheduled;
      process.nextTick(afterWriteUnawaited, stream, state);
    } else {
      state.pendingcb--;
      if (state.bits & kEnding) finishMaybe(stream, state);
    }
    return;
  }
  const info = state.afterWriteTickInfo;
  if (info !== null && info.callback === callback) {
    info.count++;
  } else {
    state.afterWriteTickInfo = { count: 1, callback, stream, state };
    process.nextTick(afterWriteTick, state.afterWriteTickInfo);
  }
}

function afterWriteUnawaited(stream, state) {
  state.bits &= ~kTickScheduled;
  afterWrite(stream, state, 1, nop);
}

function afterWriteTick({ stream, state, count, callback }) {
  state.afterWriteTickInfo = null;
  afterWrite(stream, state, count, callback);
}

function afterWrite(stream, state, count, callback) {
  const drained = state.length === 0 &&
    (state.bits & (kEnding | kNeedDrain | kDestroyed)) === kNeedDrain;
  if (drained) {
    state.bits &= ~kNeedDrain;
    stream.emit('drain');
  }
  while (count-- > 0) {
    state.pendingcb--;
    callback(null);
  }
  if (state.bits & kDestroyed) failQueue(state);
  if (state.bits & kEnding) finishMaybe(stream, state);
}

function failWrite(stream, state, error, callback) {
  state.pendingcb--;
  callback(error);
  failQueue(state);
  errorOrDestroy(stream, error);
}

/** Calls back those who will never be written, or finished. */
function failQueue(state) {
  if (state.bits & kWriting) return;
  if (state.buffered !== null) {
    for (let n = state.bufferedIndex; n < state.buffered.length; n++) {
      const { chunk, callback } = state.buffered[n];
      state.length -= (state.bits & kObjectMode) ? 1 : chunk.length;
      callback(state.errored ?? new ERR_STREAM_DESTROYED('write'));
    }
  }
  callFinishCallbacks(
    state, state.errored ?? new ERR_STREAM_DESTROYED('end'));
  state.resetBuffer();
}

function callFinishCallbacks(state, error) {
  const callbacks = state.onFinish;
  if (callbacks === null) return;
  state.onFinish = null;
  for (const callback of callbacks) callback(error);
}

/** Writes what waits, all at once where the implementation can. */
function writeQueue(stream, state) {
  if (state.buffered === null || state.corked ||
      (state.bits & (kDestroyed | kBufferProcessing)) ||
      !(state.bits & kConstructed)) {
    return;
  }
  const { buffered } = state;
  let index = state.bufferedIndex;
  const count = buffered.length - index;
  if (count === 0) return;

  state.bits |= kBufferProcessing;
  if (count > 1 && stream._writev) {
    // One callback stands for all.
    state.pendingcb -= count - 1;
    const chunks = index === 0 ? buffered : buffered.slice(index);
    chunks.allBuffers = (state.bits & kAllBuffers) !== 0;
    const callback = (state.bits & kAllNoop) ? nop : (error) => {
      for (const one of chunks) one.callback(error);
    };
    startWrite(stream, state, true, state.length, chunks, '', callback);
    state.resetBuffer();
  } else {
    do {
      const { chunk, encoding, callback } = buffered[index];
      buffered[index++] = null;
      const length = (state.bits & kObjectMode) ? 1 : chunk.length;
      startWrite(stream, state, false, length, chunk, encoding, callback);
    } while (index < buffered.length && !(state.bits & kWriting));

    if (index === buffered.length) {
      state.resetBuffer();
    } else if (index > kQueueSlack) {
      buffered.splice(0, index);
      state.bufferedIndex = 0;
    } else {
      state.bufferedIndex = index;
    }
  }
  state.bits &= ~kBufferProcessing;
}

/**
 * Must write the chunk and call back; destinations override it or _writev.
 * @param {Buffer|string|*} chunk
 * @param {string} encoding 'buffer', or that of a string
 * @param {function(Error=)} callback
 */
Writable.prototype._write = function(chunk, encoding, callback) {
  if (!this._writev) throw new ERR_METHOD_NOT_IMPLEMENTED('_write()');
  this._writev([{ chunk, encoding }], callback);
};
Writable.prototype._writev = null;

/** Holds back what is written until uncork, so that it goes out together. */
Writable.prototype.cork = function cork() {
  this._writableState.corked++;
};

Writable.prototype.uncork = function uncork() {
  const state = this._writableState;
  if (state.corked === 0) return;
  state.corked--;
  if (!(state.bits & kWriting)) writeQueue(this, state);
};

/**
 * @param {string} encoding of strings that are written without one
 * @returns {this}
 */
Writable.prototype.setDefaultEncoding = function setDefaultEncoding(encoding) {
  if (typeof encoding === 'string') encoding = encoding.toLowerCase();
  if (!Buffer.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(encoding);
  this._writableState.defaultEncoding = encoding;
  return this;
};

// ---- Ending --------------------------------------------------------------

/**
 * Says that nothing more will be written.
 *
 * @param {*} [chunk] written first
 * @param {string} [encoding]
 * @param {function(Error=)} [callback] called at 'finish', or on failure
 * @returns {this}
 */
Writable.prototype.end = function end(chunk, encoding, callback) {
  // The callback may stand in the place of any argument.
  if (typeof chunk === 'function') return this.end(null, null, chunk);
  if (typeof encoding === 'function') return this.end(chunk, null, encoding);

  const state = this._writableState;
  const hasChunk = chunk !== null && chunk !== undefined;
  const written = hasChunk ? writeChunk(this, chunk, encoding) : true;
  if (state.corked > 0) {
    state.corked = 1;
    this.uncork();
  }
  const refusal = written instanceof Error ? written : endWrites(this, state);
  if (typeof callback === 'function') {
    awaitFinish(state, refusal ?? state.errored, callback);
  }
  return this;
};

/** @returns {Error|undefined} why the stream cannot be ended */
function endWrites(stream, state) {
  if (!state.errored && !(state.bits & kEnding)) {
    state.bits |= kEnding;
    finishMaybe(stream, state);
    state.bits |= kEnded;
    return undefined;
  }
  if (state.bits & kFinished) return new ERR_STREAM_ALREADY_FINISHED('end');
  if (state.bits & kDestroyed) return new ERR_STREAM_DESTROYED('end');
  return undefined;
}

/** Calls back at 'finish', or soon where that has come or never will. */
function awaitFinish(state, error, callback) {
  if (error) process.nextTick(callback, error);
  else if (state.bits & kFinished) process.nextTick(callback);
  else (state.onFinish ??= []).push(callback);
}

const kFinishMask = kEnding | kConstructed | kDestroyed | kFinished |
                    kWriting | kErrorEmitted | kCloseEmitted;

/** All is written, and nothing stands against finishing. */
function canFinish(state) {
  return (state.bits & kFinishMask) === (kEnding | kConstructed) &&
         state.length === 0 && !state.errored && state.buffered === null;
}

/** Finishes the stream in a later tick, if it can be. */
function finishMaybe(stream, state) {
  if (!canFinish(state)) return;
  prefinish(stream, state);
  if (state.pendingcb !== 0) return;
  state.pendingcb++;
  process.nextTick(finishIfStillPossible, stream, state);
}

function finishIfStillPossible(stream, state) {
  if (canFinish(state)) finish(stream, state);
  else state.pendingcb--;
}

function prefinish(stream, state) {
  if (state.bits & (kPrefinished | kFinalCalled)) return;
  if (typeof stream._final === 'function' && !(state.bits & kDestroyed)) {
    state.bits |= kFinalCalled;
    callFinal(stream, state);
  } else {
    state.bits |= kPrefinished;
    stream.emit('prefinish');
  }
}

function callFinal(stream, state) {
  let isCalled = false;
  const onFinal = (error) => {
    if (isCalled) {
      errorOrDestroy(stream, error ?? new ERR_MULTIPLE_CALLBACK());
    } else {
      isCalled = true;
      finalDone(stream, state, error);
    }
  };
  state.pendingcb++;
  state.bits |= kSync;
  try {
    stream._final(onFinal);
  } catch (error) {
    onFinal(error);
  }
  state.bits &= ~kSync;
}

function finalDone(stream, state, error) {
  state.pendingcb--;
  if (error) {
    callFinishCallbacks(state, error);
    errorOrDestroy(stream, error, (state.bits & kSync) !== 0);
  } else if (canFinish(state)) {
    state.bits |= kPrefinished;
    stream.emit('prefinish');
    // The callback may have come from within end().
    state.pendingcb++;
    process.nextTick(finish, stream, state);
  }
}

function finish(stream, state) {
  state.pendingcb--;
  state.bits |= kFinished;
  callFinishCallbacks(state, null);
  stream.emit('finish');

  destroyIfOver(stream);
}

/**
 * Destroys the stream; what still waits is not written.
 * @param {Error} [error] emitted as 'error'
 * @param {function(Error=)} [callback]
 * @returns {this}
 */
Writable.prototype.destroy = function destroy(error, callback) {
  const state = this._writableState;
  // Callbacks are called whether or not there was a write.
  if (!(state.bits & kDestroyed) &&
      (state.buffered !== null || state.onFinish !== null)) {
    process.nextTick(failQueue, state);
  }
  return destroyImpl.destroy.call(this, error, callback);
};
Writable.prototype._undestroy = destroyImpl.undestroy;
Writable.prototype._destroy = function(error, callback) {
  callback(error);
};
Writable.prototype[EventEmitter.captureRejectionSymbol] = function(error) {
  this.destroy(error);
};

const { kAsyncDispose } = require('internal/util/dispose');

/** Destroys the stream and waits until it is closed. */
Writable.prototype[kAsyncDispose] = function() {
  if (!this.destroyed) {
    this.destroy(this.writableFinished ? null : new AbortError());
  }
  const { eos } = require('internal/streams/end_of_stream');
  const isAbort = (failure) => !failure || failure.name === 'AbortError';
  return new Promise((resolve, reject) => {
    eos(this, (failure) => {
      if (isAbort(failure)) resolve(null);
      else reject(failure);
    });
  });
};

// ---- Properties ----------------------------------------------------------

const kNotWritable = kDisabled | kDestroyed | kEnding | kEnded;
const kNoDrain = kDestroyed | kEnding;

/** Those that Duplex has too. */
const writableProperties = {
  __proto__: null,
  writable: {
    get: (w) => (w.bits & kNotWritable) === 0 && !w.errored,
    set(w, value) {
      w.writable = Boolean(value);
    },
    absent: false,
    enumerable: true,
    configurable: true,
  },
  writableNeedDrain: {
    get: (w) => (w.bits & (kNoDrain | kNeedDrain)) === kNeedDrain,
    absent: false,
    configurable: true,
  },
};
const readOnly = {
  __proto__: null,
  writableFinished: (w) => (w.bits & kFinished) !== 0,
  writableObjectMode: (w) => (w.bits & kObjectMode) !== 0,
  writableBuffer: (w) => w.getBuffer(),
  writableEnded: (w) => (w.bits & kEnding) !== 0,
  writableHighWaterMark: (w) => w.highWaterMark,
  writableCorked: (w) => w.corked,
  writableLength: (w) => w.length,
};
for (const name of Object.keys(readOnly)) {
  writableProperties[name] = { get: readOnly[name], configurable: true };
}

/** Defines on a prototype what tells of its writable side. */
function defineWritableProperties(prototype) {
  defineSideProperties(prototype, writableAccessor, writableProperties);
}

defineWritableProperties(Writable.prototype);
defineSideProperties(Writable.prototype, writableAccessor, {
  __proto__: null,
  closed: {
    get: (w) => (w.bits & kClosed) !== 0,
    absent: false,
    configurable: true,
  },
  destroyed: {
    get: (w) => (w.bits & kDestroyed) !== 0,
    set(w, value) {
      w.destroyed = value;
    },
    absent: false,
    configurable: true,
  },
  errored: { get: (w) => w.errored, absent: null },
  writableAborted: {
    get: (w) => (w.bits & (kDisabled | kFinished)) === 0 &&
                Boolean((w.bits & kDestroyed) || w.errored),
    configurable: true,
  },
});

module.exports = {
  Writable,
  continueWriting,
  defineWritableProperties,
  initWritable,
};
