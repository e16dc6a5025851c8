'use strict';
/**
 * Readable: a source of data that is pulled (read, 'readable') or flows
 * ('data', pipe), with a buffer in between.
 *
 * The implementation of a source calls push from _read or whenever data comes;
 * the buffer fills up to the high water mark by calling _read ahead of demand.
 * Subclasses may call the constructor through Readable.call(this, options).
 *
 * @module internal/streams/readable
 */

const EventEmitter = require('events');
const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_METHOD_NOT_IMPLEMENTED,
    ERR_OUT_OF_RANGE,
    ERR_STREAM_PUSH_AFTER_EOF,
    ERR_STREAM_UNSHIFT_AFTER_END_EVENT,
  },
} = require('internal/errors/errors');
const {
  ReadableListeners,
  Stream,
  initEvents,
} = require('internal/streams/legacy');
const {
  ReadableState,
  kFlowing,
  readableFlags: {
    closeEmitted: kCloseEmitted,
    closed: kClosed,
    constructed: kConstructed,
    dataEmitted: kDataEmitted,
    destroyed: kDestroyed,
    disabled: kDisabled,
    emittedReadable: kEmittedReadable,
    endEmitted: kEndEmitted,
    ended: kEnded,
    errorEmitted: kErrorEmitted,
    multiAwaitDrain: kMultiAwaitDrain,
    needReadable: kNeedReadable,
    objectMode: kObjectMode,
    reading: kReading,
    readingMore: kReadingMore,
    sync: kSync,
  },
} = require('internal/streams/readable_state');
const {
  defineSideProperties,
  readableAccessor,
  toBuffer,
} = require('internal/streams/state');
const destroyImpl = require('internal/streams/destroy');
const { destroyIfOver, errorOrDestroy } = destroyImpl;

/** A read may ask for at most this many bytes. */
const kMaxHighWaterMark = 0x40000000;

/**
 * @param {{highWaterMark?: number, objectMode?: boolean, encoding?: string,
 *   defaultEncoding?: string, emitClose?: boolean, autoDestroy?: boolean,
 *   signal?: AbortSignal, read?: Function, destroy?: Function,
 *   construct?: Function}} [options]
 */
function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  initEvents(this, ReadableListeners);
  this._readableState = new ReadableState(options, false);
  initReadable(this, options);
  Stream.call(this, options);
  startReadable(this, options);
}
Object.setPrototypeOf(Readable.prototype, Stream.prototype);
Object.setPrototypeOf(Readable, Stream);
Readable.ReadableState = ReadableState;

/** Takes over the methods that the options bring. */
function initReadable(stream, options) {
  if (options == null) return;
  if (typeof options.read === 'function') stream._read = options.read;
  if (typeof options.destroy === 'function') stream._destroy = options.destroy;
  if (typeof options.construct === 'function') {
    stream._construct = options.construct;
  }
}

/** What a new stream does after its emitter works. */
function startReadable(stream, options) {
  if (options?.signal) {
    const { addAbortSignal } = require('internal/streams/add_abort_signal');
    addAbortSignal(options.signal, stream);
  }
  if (stream._construct != null) {
    destroyImpl.construct(stream, () => {
      const state = stream._readableState;
      if (state.needReadable) maybeReadMore(stream, state);
    });
  }
}

Readable.prototype.destroy = destroyImpl.destroy;
Readable.prototype._undestroy = destroyImpl.undestroy;
Readable.prototype._destroy = function(error, callback) {
  callback(error);
};
Readable.prototype[EventEmitter.captureRejectionSymbol] = function(error) {
  this.destroy(error);
};

// ---- Filling the buffer --------------------------------------------------

/**
 * Adds a chunk at the end of the buffer, or ends the stream.
 *
 * @param {Buffer|TypedArray|DataView|string|null|*} chunk null ends
 * @param {string} [encoding] of a string
 * @returns {boolean} false when the source should wait for _read
 */
Readable.prototype.push = function push(chunk, encoding) {
  return addChunk(this, chunk, encoding, false);
};

/**
 * Puts a chunk back in front of the buffer.
 * @param {Buffer|TypedArray|DataView|string|null|*} chunk
 * @param {string} [encoding]
 * @returns {boolean}
 */
Readable.prototype.unshift = function unshift(chunk, encoding) {
  return addChunk(this, chunk, encoding, true);
};

/**
 * A chunk of text or bytes in the form in which it is buffered: as text where
 * it is in the encoding of the stream, or put back into one that has been
 * decoded; else as bytes. undefined for anything else.
 */
function toData(state, chunk, encoding, atFront) {
  if (typeof chunk !== 'string') return toBuffer(chunk);
  const given = encoding || state.defaultEncoding;
  if (given === state.encoding) return chunk;
  const bytes = Buffer.from(chunk, given);
  return atFront && state.encoding ? bytes.toString(state.encoding) : bytes;
}

/** The source gave nothing, and may be asked again. */
function addNothing(stream, state) {
  state.bits &= ~kReading;
  maybeReadMore(stream, state);
  return hasRoom(state);
}

function addChunk(stream, chunk, encoding, atFront) {
  const state = stream._readableState;
  if (chunk === null) {
    state.bits &= ~kReading;
    endOfSource(stream, state);
    return false;
  }

  let isDecoded = Boolean(encoding);
  if ((state.bits & kObjectMode) === 0) {
    const data = toData(state, chunk, encoding, atFront);
    if (data === undefined && chunk !== undefined) {
      errorOrDestroy(stream, new ERR_INVALID_ARG_TYPE(
        'chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk));
      return false;
    }
    if (data === undefined || data.length === 0) {
      return addNothing(stream, state);
    }
    chunk = data;
    isDecoded = typeof data === 'string';
  }

  if (atFront) {
    if (state.bits & kEndEmitted) {
      errorOrDestroy(stream, new ERR_STREAM_UNSHIFT_AFTER_END_EVENT());
      return false;
    }
    if ((state.bits & kDestroyed) || state.errored) return false;
    enqueue(stream, state, chunk, true);
    return hasRoom(state);
  }

  if (state.bits & kEnded) {
    errorOrDestroy(stream, new ERR_STREAM_PUSH_AFTER_EOF());
    return false;
  }
  if ((state.bits & kDestroyed) || state.errored) return false;
  state.bits &= ~kReading;
  if (state.decoder && !isDecoded) {
    chunk = state.decoder.write(chunk);
    // A part of a character waits for the rest.
    if (!(state.bits & kObjectMode) && chunk.length === 0) {
      return addNothing(stream, state);
    }
  }
  enqueue(stream, state, chunk, false);
  return hasRoom(state);
}

function hasRoom(state) {
  return (state.bits & kEnded) === 0 &&
         (state.length < state.highWaterMark || state.length === 0);
}

function forgetAwaitedDrains(state) {
  if (state.bits & kMultiAwaitDrain) state.awaitDrainWriters.clear();
  else state.awaitDrainWriters = null;
}

/** Hands a chunk to listeners where they want it now, else buffers it. */
function enqueue(stream, state, chunk, atFront) {
  if ((state.bits & (kFlowing | kSync)) === kFlowing && state.length === 0 &&
      stream._events?.data !== undefined) {
    forgetAwaitedDrains(state);
    state.bits |= kDataEmitted;
    stream.emit('data', chunk);
  } else {
    state.length += (state.bits & kObjectMode) ? 1 : chunk.length;
    if (atFront) state.unshift(chunk);
    else state.buffer.push(chunk);
    if (state.bits & kNeedReadable) announceReadable(stream);
  }
  maybeReadMore(stream, state);
}

/** The source said null. */
function endOfSource(stream, state) {
  if (state.bits & kEnded) return;
  if (state.decoder) {
    const rest = state.decoder.end();
    if (rest?.length) {
      state.buffer.push(rest);
      state.length += (state.bits & kObjectMode) ? 1 : rest.length;
    }
  }
  state.bits |= kEnded;
  if (state.bits & kSync) {
    // Listeners hear of it once _read has returned.
    announceReadable(stream);
  } else {
    state.bits &= ~kNeedReadable;
    state.bits |= kEmittedReadable;
    emitReadable(stream);
  }
}

/** Emits 'readable' in a later tick, once however much comes until then. */
function announceReadable(stream) {
  const state = stream._readableState;
  state.bits &= ~kNeedReadable;
  if (state.bits & kEmittedReadable) return;
  state.bits |= kEmittedReadable;
  process.nextTick(emitReadable, stream);
}

function emitReadable(stream) {
  const state = stream._readableState;
  if (!(state.bits & kDestroyed) && !state.errored &&
      (state.length > 0 || (state.bits & kEnded))) {
    stream.emit('readable');
    state.bits &= ~kEmittedReadable;
  }
  // The next 'readable' comes when this was read, or could not fill the mark.
  state.needReadable = !state.flowing && !(state.bits & kEnded) &&
                       state.length <= state.highWaterMark;
  flow(stream);
}

/** Reads ahead up to the high water mark, in a later tick. */
function maybeReadMore(stream, state) {
  if ((state.bits & (kReadingMore | kConstructed)) !== kConstructed) return;
  state.bits |= kReadingMore;
  process.nextTick(readMore, stream, state);
}

function readMore(stream, state) {
  // A stream that flows into nothing buffered is read even at the mark 0.
  while (!(state.bits & (kReading | kEnded)) &&
         (state.length < state.highWaterMark ||
          ((state.bits & kFlowing) && state.length === 0))) {
    const before = state.length;
    stream.read(0);
    if (before === state.length) break;
  }
  state.bits &= ~kReadingMore;
}

/**
 * Must push data, now or later; sources override it.
 * @param {number} size advice: bytes, or objects
 */
Readable.prototype._read = function(size) {
  throw new ERR_METHOD_NOT_IMPLEMENTED('_read()');
};

// ---- Reading -------------------------------------------------------------

/** The mark that holds n bytes: the next power of two. */
function growHighWaterMark(n) {
  if (n > kMaxHighWaterMark) {
    throw new ERR_OUT_OF_RANGE('size', '<= 1GiB', n);
  }
  return 2 ** Math.ceil(Math.log2(n));
}

/** How much a read of n takes out of the buffer now. */
function readableAmount(n, state) {
  if (n <= 0 || (state.length === 0 && (state.bits & kEnded))) return 0;
  if (state.bits & kObjectMode) return 1;
  if (Number.isNaN(n)) {
    // Flowing data keeps the shape in which it came.
    return (state.bits & kFlowing) && state.length > 0 ?
      state.buffer[state.bufferIndex].length : state.length;
  }
  if (n <= state.length) return n;
  return (state.bits & kEnded) ? state.length : 0;
}

/**
 * Takes data out of the buffer, and has more fetched.
 *
 * @param {number} [size] bytes or code units; all when it is left out
 * @returns {Buffer|string|*|null} null when there is not that much
 */
Readable.prototype.read = function read(size) {
  const state = this._readableState;
  let n = size === undefined ?
    NaN : Number.isInteger(size) ? size : Number.parseInt(size, 10);
  const asked = n;

  if (n > state.highWaterMark) state.highWaterMark = growHighWaterMark(n);
  if (n !== 0) state.bits &= ~kEmittedReadable;

  // read(0) of a full buffer only reminds the listeners.
  if (n === 0 && (state.bits & kNeedReadable) &&
      ((state.highWaterMark !== 0 ?
        state.length >= state.highWaterMark : state.length > 0) ||
       (state.bits & kEnded))) {
    if (state.length === 0 && (state.bits & kEnded)) endReadable(this);
    else announceReadable(this);
    return null;
  }

  n = readableAmount(n, state);
  if (n === 0 && (state.bits & kEnded)) {
    if (state.length === 0) endReadable(this);
    return null;
  }

  let fetch = (state.bits & kNeedReadable) !== 0 || state.length === 0 ||
              state.length - n < state.highWaterMark;
  if ((state.bits & (kEnded | kReading | kDestroyed)) || state.errored ||
      !(state.bits & kConstructed)) {
    fetch = false;
  }
  if (fetch) {
    state.bits |= kReading | kSync;
    if (state.length === 0) state.bits |= kNeedReadable;
    try {
      this._read(state.highWaterMark);
    } catch (error) {
      errorOrDestroy(this, error);
    }
    state.bits &= ~kSync;
    // What came at once may satisfy this read.
    if (!(state.bits & kReading)) n = readableAmount(asked, state);
  }

  const chunk = n > 0 ? takeFromBuffer(n, state) : null;
  if (chunk === null) {
    state.needReadable = state.length <= state.highWaterMark;
    n = 0;
  } else {
    state.length -= n;
    forgetAwaitedDrains(state);
  }

  if (state.length === 0) {
    if (!(state.bits & kEnded)) state.bits |= kNeedReadable;
    // The last data was taken: 'end' may come.
    if (asked !== n && (state.bits & kEnded)) endReadable(this);
  }

  if (chunk !== null && !(state.bits & (kErrorEmitted | kCloseEmitted))) {
    state.bits |= kDataEmitted;
    this.emit('data', chunk);
  }
  return chunk;
};

/** Cuts n units off the buffer. The caller corrects the length. */
function takeFromBuffer(n, state) {
  if (state.length === 0) return null;
  if (state.bits & kObjectMode) return state.shift();

  const { buffer } = state;
  if (!n || n >= state.length) {
    const chunks = state.bufferIndex === 0 ?
      buffer : buffer.slice(state.bufferIndex);
    const all = state.decoder ? chunks.join('') :
      chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, state.length);
    state.clear();
    return all;
  }

  const first = buffer[state.bufferIndex];
  if (n === first.length) return state.shift();
  if (n < first.length) {
    buffer[state.bufferIndex] = first.slice(n);
    return first.slice(0, n);
  }

  const parts = [];
  let missing = n;
  while (missing > 0) {
    const next = buffer[state.bufferIndex];
    if (next.length <= missing) {
      parts.push(state.shift());
      missing -= next.length;
    } else {
      parts.push(next.slice(0, missing));
      buffer[state.bufferIndex] = next.slice(missing);
      missing = 0;
    }
  }
  return state.decoder ? parts.join('') : Buffer.concat(parts, n);
}

/**
 * Has text delivered instead of buffers.
 * @param {string} encoding
 * @returns {this}
 */
Readable.prototype.setEncoding = function setEncoding(encoding) {
  const state = this._readableState;
  const { StringDecoder } = require('string_decoder');
  const decoder = new StringDecoder(encoding);
  state.decoder = decoder;
  state.encoding = decoder.encoding;
  let text = '';
  for (let i = state.bufferIndex; i < state.buffer.length; i++) {
    text += decoder.write(state.buffer[i]);
  }
  state.clear();
  if (text !== '') state.buffer.push(text);
  state.length = text.length;
  return this;
};

// ---- Ending --------------------------------------------------------------

function endReadable(stream) {
  const state = stream._readableState;
  if (state.bits & kEndEmitted) return;
  state.bits |= kEnded;
  process.nextTick(emitEnd, state, stream);
}

function emitEnd(state, stream) {
  // Data may have been put back, or things gone wrong, meanwhile.
  if (state.errored || state.length !== 0 ||
      (state.bits & (kCloseEmitted | kEndEmitted))) {
    return;
  }
  state.bits |= kEndEmitted;
  stream.emit('end');

  if (stream.writable && stream.allowHalfOpen === false) {
    process.nextTick(endWritableSide, stream);
  } else {
    destroyIfOver(stream);
  }
}

function endWritableSide(stream) {
  const isOver = stream.destroyed || stream.writableEnded;
  if (!isOver && stream.writable) stream.end();
}

// ---- Flowing and listening -----------------------------------------------

/**
 * Listening for 'data' makes the stream flow; listening for 'readable' makes
 * it wait to be read.
 */
Readable.prototype.on = function on(type, listener) {
  const result = Stream.prototype.on.call(this, type, listener);
  const state = this._readableState;
  if (type === 'data') {
    state.readableListening = this.listenerCount('readable') > 0;
    if (state.flowing !== false) this.resume();
  } else if (type === 'readable' && !(state.bits & kEndEmitted) &&
             !state.readableListening) {
    state.readableListening = true;
    state.bits |= kNeedReadable;
    state.flowing = false;
    state.bits &= ~kEmittedReadable;
    if (state.length > 0) announceReadable(this);
    else if (!(state.bits & kReading)) process.nextTick(readNothing, this);
  }
  return result;
};
Readable.prototype.addListener = Readable.prototype.on;

function readNothing(stream) {
  stream.read(0);
}

/** In a later tick: removing and adding again must change nothing. */
function updateListeningLater(stream) {
  process.nextTick(updateListening, stream);
}

Readable.prototype.removeListener = function removeListener(type, listener) {
  Stream.prototype.removeListener.call(this, type, listener);
  if (type === 'readable') updateListeningLater(this);
  return this;
};
Readable.prototype.off = Readable.prototype.removeListener;

Readable.prototype.removeAllListeners = function removeAllListeners(type) {
  const { removeAllListeners: remove } = Stream.prototype;
  if (arguments.length === 0) remove.call(this);
  else remove.call(this, type);
  if (type === undefined || type === 'readable') updateListeningLater(this);
  return this;
};

function updateListening(stream) {
  const state = stream._readableState;
  state.readableListening = stream.listenerCount('readable') > 0;
  if (state.resumeScheduled && state.paused === false) {
    // resume() was called while 'readable' still had a listener.
    state.flowing = true;
  } else if (stream.listenerCount('data') > 0) {
    stream.resume();
  } else if (!state.readableListening) {
    state.flowing = null;
  }
}

/** Lets data flow to the listeners of 'data', in a later tick. */
Readable.prototype.resume = function resume() {
  const state = this._readableState;
  if (!state.flowing) {
    // With a listener of 'readable' it only reads.
    state.flowing = !state.readableListening;
    if (!state.resumeScheduled) {
      state.resumeScheduled = true;
      process.nextTick(resumeNow, this, state);
    }
  }
  state.paused = false;
  return this;
};

function resumeNow(stream, state) {
  if (!(state.bits & kReading)) stream.read(0);
  state.resumeScheduled = false;
  stream.emit('resume');
  flow(stream);
  if (state.flowing && !(state.bits & kReading)) stream.read(0);
}

/** Stops the flow; data stays in the buffer. */
Readable.prototype.pause = function pause() {
  const state = this._readableState;
  if (state.flowing !== false) {
    state.flowing = false;
    this.emit('pause');
  }
  state.paused = true;
  return this;
};

/** @returns {boolean} */
Readable.prototype.isPaused = function isPaused() {
  const state = this._readableState;
  return state.paused === true || state.flowing === false;
};

function flow(stream) {
  const state = stream._readableState;
  while ((state.bits & kFlowing) && stream.read() !== null);
}

// ---- Properties ----------------------------------------------------------

const kNotReadable = kDisabled | kDestroyed | kErrorEmitted | kEndEmitted;

defineSideProperties(Readable.prototype, readableAccessor, {
  __proto__: null,
  readable: {
    get: (r) => (r.bits & kNotReadable) === 0,
    set(r, value) {
      r.readable = Boolean(value);
    },
    absent: false,
    enumerable: true,
    configurable: true,
  },
  destroyed: {
    get: (r) => (r.bits & kDestroyed) !== 0,
    set(r, value) {
      r.destroyed = value;
    },
    absent: false,
    configurable: true,
  },
  readableFlowing: {
    get: (r) => r.flowing,
    set(r, value) {
      r.flowing = value;
    },
  },
  readableAborted: {
    get: (r) => (r.bits & (kDisabled | kEndEmitted)) === 0 &&
                Boolean((r.bits & kDestroyed) || r.errored),
  },
  closed: { get: (r) => (r.bits & kClosed) !== 0, absent: false },
  errored: { get: (r) => r.errored, absent: null },
  readableBuffer: { get: (r) => r.buffer },
  readableDidRead: { get: (r) => (r.bits & kDataEmitted) !== 0 },
  readableEncoding: { get: (r) => r.encoding, absent: null },
  readableEnded: { get: (r) => (r.bits & kEndEmitted) !== 0, absent: false },
  readableHighWaterMark: { get: (r) => r.highWaterMark },
  readableLength: { get: (r) => r.length },
  readableObjectMode: {
    get: (r) => (r.bits & kObjectMode) !== 0,
    absent: false,
  },
});

Readable._fromList = takeFromBuffer;

module.exports = { Readable, initReadable, startReadable };
