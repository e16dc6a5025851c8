'use strict';

/**
 * ZlibBase: the Transform that all streams of zlib are.
 *
 * A chunk goes through the engine in steps. Each step fills the output buffer as
 * far as what reads it has room, on a thread of the pool or, if it is small, here;
 * then its output is pushed, and the next step begins when there is room again.
 *
 * Native contract, binding 'zlib': see runtime/bindings/zlib.cc. step(…) returns
 * the id of a job, for which onStep(slot) follows, or 0: it is done. Of both
 * results() tells.
 */

const { codes: { ERR_INTERNAL_ASSERTION } } = require('internal/errors/errors');
const { addResource, removeResource } = require('internal/async/resources');
const { FastBuffer, createUnsafe } = require('internal/buffer/fast_buffer');
const { eos } = require('internal/streams/end_of_stream');
// As a whole: streams of zlib have all that streams have.
const { Transform } = require('stream');
const {
  codecError, garbageError, memoryError, tooLargeError,
} = require('internal/zlib/failure');
const { bytesOf } = require('internal/zlib/bytes');
const { constants } = require('internal/zlib/constants');
const { checkParams, commonSettings } = require('internal/zlib/settings');

const native = binding('zlib');
const {
  kConsumed, kProduced, kOutcome, kEnd, kFailed, kNoMemory, kTooLarge,
} = native;
const results = native.results();

/** A step's output is at most so many chunks. */
const kMostChunks = 8;

/** The chunk that goes through the engine, its flush kind and its callback. */
const kInput = Symbol('kInput');
const kInputOffset = Symbol('kInputOffset');
const kFlush = Symbol('kFlush');
const kCallback = Symbol('kCallback');
/** The room of the step that is under way. */
const kRoom = Symbol('kRoom');
/** The output buffers that are wanted, in chunks. */
const kChunks = Symbol('kChunks');
/** The next step waits until the output was read. */
const kWaiting = Symbol('kWaiting');

/** Of an empty chunk that asks for a flush: its kind, and what is to be done
 * before the next chunk. */
const kFlushKind = Symbol('kFlushKind');
const kThen = Symbol('kThen');
/** What the next flush of the stream is to do then. */
const kThenOfFlush = Symbol('kThenOfFlush');
const flushMarkers = [];

function newFlushMarker(kind, then) {
  return Object.assign(new FastBuffer(0), { [kFlushKind]: kind, [kThen]: then });
}

function flushMarker(kind, then) {
  if (then !== undefined) return newFlushMarker(kind, then);
  flushMarkers[kind] ??= newFlushMarker(kind, undefined);
  return flushMarkers[kind];
}

/** What stands for the native side; programs put functions in its place. */
class Handle {
  constructor(engine) {
    this.engine = engine;
  }

  close() {
    native.close(this.engine);
  }

  reset() {
    native.reset(this.engine);
  }
}

/** Bytes go in and come out, whatever the options say. */
function streamOptions(options) {
  if (!options?.encoding && !options?.objectMode &&
      !options?.readableObjectMode && !options?.writableObjectMode) {
    return { autoDestroy: true, ...options };
  }
  return {
    autoDestroy: true,
    ...options,
    encoding: null,
    objectMode: false,
    readableObjectMode: false,
    writableObjectMode: false,
  };
}

/**
 * @this {any}
 * @param {any} options
 * @param {import('./settings').Kind} kind
 */
function ZlibBase(options, kind) {
  const settings = commonSettings(options, kind);
  const engine = kind.create(options, settings);
  Transform.call(this, streamOptions(options));
  this.bytesWritten = 0;
  this._handle = new Handle(engine);
  this._outBuffer = null;
  this._outOffset = 0;
  this._chunkSize = settings.chunkSize;
  this._defaultFlushFlag = settings.flush;
  this._finishFlushFlag = settings.finishFlush;
  this._defaultFullFlushFlag = kind.full;
  this._info = options?.info;
  this._maxOutputLength = settings.maxOutputLength;
  this._rejectGarbageAfterEnd = settings.rejectGarbage;
  this._level = settings.level;
  this._strategy = settings.strategy;
  this[kInput] = null;
  this[kInputOffset] = 0;
  this[kFlush] = 0;
  this[kCallback] = null;
  this[kRoom] = 0;
  this[kChunks] = 1;
  this[kWaiting] = false;
  this[kThenOfFlush] = undefined;
}
Object.setPrototypeOf(ZlibBase.prototype, Transform.prototype);
Object.setPrototypeOf(ZlibBase, Transform);

Object.defineProperty(ZlibBase.prototype, '_closed', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return this._handle === null;
  },
});

function closeHandle(stream) {
  stream._handle?.close();
  stream._handle = null;
}

/** The engine of a stream that is open. */
function engineOf(stream) {
  if (stream._handle === null) throw new ERR_INTERNAL_ASSERTION('zlib binding closed');
  return stream._handle.engine;
}

// ---------------------------------------------------------------------------
// Steps

/** How much may be written behind `_outOffset`. */
function makeRoom(stream) {
  const { readableHighWaterMark, readableLength, _chunkSize } = stream;
  const wanted = Math.max(readableHighWaterMark - readableLength, _chunkSize);
  if (stream._outBuffer === null ||
      stream._outOffset === stream._outBuffer.length) {
    const size = Math.min(stream[kChunks] * _chunkSize, wanted);
    stream._outBuffer = createUnsafe(size);
    stream._outOffset = 0;
  }
  return Math.min(stream._outBuffer.length - stream._outOffset, wanted);
}

function step(stream) {
  const room = makeRoom(stream);
  stream[kRoom] = room;
  const id = native.step(
    stream._handle.engine, stream[kFlush], stream[kInput], stream[kInputOffset],
    stream._outBuffer, stream._outOffset, stream._outOffset + room);
  if (id !== 0) {
    addResource(id, stream);
    return;
  }
  process.nextTick(afterStep, stream, results[kConsumed], results[kProduced],
                   results[kOutcome]);
}

function onStep(slot) {
  afterStep(removeResource(slot), results[kConsumed], results[kProduced],
            results[kOutcome]);
}

/** The chunk is through, or nobody wants it any more. */
function endChunk(stream) {
  const callback = stream[kCallback];
  stream[kInput] = null;
  stream[kCallback] = null;
  callback();
}

/** Pushes output in chunks; false: no more is wanted now. */
function pushOutput(stream, produced) {
  let goOn = true;
  const end = stream._outOffset + produced;
  while (stream._outOffset < end && stream._handle !== null) {
    const from = stream._outOffset;
    stream._outOffset = Math.min(from + stream._chunkSize, end);
    goOn = stream.push(stream._outBuffer.subarray(from, stream._outOffset));
  }
  return goOn;
}

function afterStep(stream, consumed, produced, outcome) {
  if (stream._handle === null) {
    endChunk(stream);
    return;
  }
  if (outcome === kFailed) {
    stream.destroy(codecError(stream._handle.engine));
    return;
  }
  stream.bytesWritten += consumed;
  stream[kInputOffset] += consumed;
  const goOn = pushOutput(stream, produced);
  if (stream._handle === null) {
    endChunk(stream);
    return;
  }
  if (outcome === kEnd) {
    if (stream[kInputOffset] < stream[kInput].byteLength) {
      // What stands behind the end is not part of it.
      if (stream._rejectGarbageAfterEnd) {
        stream.destroy(garbageError());
        return;
      }
      stream.push(null);
    }
    endChunk(stream);
  } else if (produced === stream[kRoom]) {
    stream[kChunks] = Math.min(stream[kChunks] * 2, kMostChunks);
    if (goOn) step(stream);
    else stream[kWaiting] = true;
  } else {
    stream[kChunks] = 1;
    endChunk(stream);
  }
}

/** Puts a chunk through the engine; `callback` is not called if that fails. */
function processChunk(stream, chunk, flush, callback) {
  if (stream._handle === null) {
    process.nextTick(callback);
    return;
  }
  stream[kInput] = chunk;
  stream[kInputOffset] = 0;
  stream[kFlush] = flush;
  stream[kCallback] = callback;
  step(stream);
}

// ---------------------------------------------------------------------------
// The parts of a Transform

/** @this {any} */
ZlibBase.prototype._transform = function(chunk, encoding, callback) {
  let flush = this._defaultFlushFlag;
  if (chunk[kFlushKind] !== undefined) {
    flush = chunk[kFlushKind];
    const then = chunk[kThen];
    if (then !== undefined) {
      processChunk(this, chunk, flush, () => {
        if (then()) callback();
      });
      return;
    }
  } else if (this.writableEnded && this.writableLength === chunk.byteLength) {
    flush = this._finishFlushFlag;
  }
  processChunk(this, chunk, flush, callback);
};

ZlibBase.prototype._flush = function(callback) {
  this._transform(new FastBuffer(0), '', callback);
};

// All input is taken before the last of the output is made.
ZlibBase.prototype._final = function(callback) {
  callback();
};

ZlibBase.prototype._read = function(size) {
  if (this[kWaiting]) {
    this[kWaiting] = false;
    if (this._handle !== null) step(this);
    else endChunk(this);
    return;
  }
  Reflect.apply(Transform.prototype._read, this, [size]);
};

ZlibBase.prototype._destroy = function(error, callback) {
  closeHandle(this);
  if (this[kWaiting]) {
    this[kWaiting] = false;
    process.nextTick(endChunk, this);
  }
  callback(error);
};

// ---------------------------------------------------------------------------
// What programs call

/**
 * Writes out what the engine holds.
 * @this {any}
 * @param {any} [kind] a flush kind; the callback where there is none
 * @param {Function} [callback]
 */
ZlibBase.prototype.flush = function(kind, callback) {
  if (typeof kind === 'function' || (kind === undefined && !callback)) {
    callback = kind;
    kind = this._defaultFullFlushFlag;
  }
  const then = this[kThenOfFlush];
  this[kThenOfFlush] = undefined;
  if (this.writableFinished) {
    if (callback) process.nextTick(callback);
  } else if (this.writableEnded) {
    if (callback) this.once('end', callback);
  } else {
    this.write(flushMarker(kind, then), '', callback);
  }
};

/**
 * @this {any}
 * @param {any} [callback] when the stream has closed
 */
ZlibBase.prototype.close = function(callback) {
  if (callback) eos(this, callback);
  this.destroy();
};

ZlibBase.prototype.reset = function() {
  engineOf(this);
  this._handle.reset();
};

/**
 * Changes the level and the strategy of what follows; what was written before is
 * flushed. Engines that know neither only flush.
 * @this {any}
 */
function params(level, strategy, callback) {
  checkParams(level, strategy);
  if (this._level === level && this._strategy === strategy) {
    if (callback) process.nextTick(callback);
    return;
  }
  let applied = false;
  /** False: it failed, and the stream has ended. */
  const apply = () => {
    if (applied || this._handle === null) return true;
    applied = true;
    const { engine } = this._handle;
    if (!native.setParams(engine, level, strategy)) {
      this.destroy(codecError(engine));
      return false;
    }
    this._level = level;
    this._strategy = strategy;
    return true;
  };
  // What was written behind it is for the new level already.
  this[kThenOfFlush] = apply;
  this.flush(constants.Z_SYNC_FLUSH, (error) => {
    // Programs put flushes of their own in place of that method.
    if (!error && !apply()) return;
    if (callback) callback(error ?? undefined);
  });
  this[kThenOfFlush] = undefined;
}

/**
 * Puts a chunk through: with a callback beside the program, without at once, which
 * returns the output and closes the stream.
 * @param {any} chunk
 * @param {number} flush
 * @param {Function} [callback]
 */
ZlibBase.prototype._processChunk = function(chunk, flush, callback) {
  const bytes = bytesOf(chunk, 'chunk');
  if (typeof callback === 'function') {
    processChunk(this, bytes, flush, callback);
    return undefined;
  }
  const engine = engineOf(this);
  const memory = native.wholeSync(
    engine, flush, bytes, this._maxOutputLength, false);
  this.bytesWritten = results[kConsumed];
  const error = wholeError(engine, this._maxOutputLength,
                           this._rejectGarbageAfterEnd);
  closeHandle(this);
  if (error !== undefined) throw error;
  return new FastBuffer(memory);
};

/** The error of a whole buffer, whose results are in; undefined: it is good. */
function wholeError(engine, limit, rejectGarbage) {
  switch (results[kOutcome]) {
    case kFailed:
      return codecError(engine);
    case kTooLarge:
      return tooLargeError(limit);
    case kNoMemory:
      return memoryError();
    case kEnd:
      return rejectGarbage ? garbageError() : undefined;
    default:
      return undefined;
  }
}

exports.ZlibBase = ZlibBase;
exports.onStep = onStep;
exports.params = params;
exports.wholeError = wholeError;
