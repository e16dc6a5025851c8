'use strict';

/**
 * Whole buffers: gzip(), gzipSync() and the others. They go through no stream,
 * unless the program asks for one (`info`).
 *
 * Native contract, binding 'zlib': see runtime/bindings/zlib.cc. quick(…) and
 * whole(…) return the id of a job, for which onWhole(slot, memory) follows, or its
 * memory: it is done. Of both results() tells.
 */

const { addResource, removeResource } = require('internal/async/resources');
const { FastBuffer } = require('internal/buffer/fast_buffer');
const { validateFunction } = require('internal/util/validators');
const { bytesOf } = require('internal/zlib/bytes');
const { memoryError, tooLargeError } = require('internal/zlib/failure');
const { commonSettings, levelOf } = require('internal/zlib/settings');
const { onStep, wholeError } = require('internal/zlib/stream');

const native = binding('zlib');
const { kNoMemory, kOutcome, kConsumed, kTooLarge, kUnsuitable } = native;
const results = native.results();

/** Fewer bytes libdeflate does not compress as well as zlib. */
const kSmallest = 64;
/** A thread is held by one call of libdeflate no longer than some milliseconds. */
const kMostAtOnce = 1024 * 1024;
const kMostAtOnceSlowly = 128 * 1024;
const kSlowLevel = 7;

/**
 * Level and limit of a buffer that libdeflate takes; undefined where options need
 * zlib itself.
 * @param {any} options
 * @param {import('./settings').Kind} kind
 * @param {number} size
 */
function quickSettings(options, kind, size) {
  if (kind.format < 0 || kind.format === native.kRaw && !kind.compresses ||
      kind.compresses && size < kSmallest) {
    return undefined;
  }
  if (options != null &&
      (options.finishFlush !== undefined || options.windowBits !== undefined ||
       options.memLevel !== undefined || options.strategy !== undefined ||
       options.dictionary !== undefined || options.info ||
       options.rejectGarbageAfterEnd !== undefined)) {
    return undefined;
  }
  const level = kind.compresses ? levelOf(options) : 0;
  if (kind.compresses && level === 0) return undefined;
  return { level, limit: commonSettings(options, kind).maxOutputLength };
}

/** The error of a quick one; undefined: it is good, or unsuitable. */
function quickError(limit) {
  switch (results[kOutcome]) {
    case kTooLarge:
      return tooLargeError(limit);
    case kNoMemory:
      return memoryError();
    default:
      return undefined;
  }
}

/**
 * @param {import('./settings').Kind} kind
 * @param {any} Class of its streams
 * @param {unknown} data
 * @param {any} [options]
 * @returns {any} a Buffer, or that and the stream
 */
function runSync(kind, Class, data, options) {
  const bytes = bytesOf(data, 'buffer');
  const quick = quickSettings(options, kind, bytes.byteLength);
  if (quick !== undefined) {
    const memory = native.quickSync(
      kind.compresses, kind.format, quick.level, bytes, quick.limit);
    if (memory !== undefined) return new FastBuffer(memory);
    const error = quickError(quick.limit);
    if (error !== undefined) throw error;
  }
  if (options?.info) {
    const engine = new Class(options);
    const buffer = engine._processChunk(bytes, engine._finishFlushFlag);
    return { buffer, engine };
  }
  const settings = commonSettings(options, kind);
  const engine = kind.create(options, settings);
  const { finishFlush, maxOutputLength, rejectGarbage } = settings;
  const memory = native.wholeSync(
    engine, finishFlush, bytes, maxOutputLength, finishFlush === kind.finish);
  const error = wholeError(engine, maxOutputLength, rejectGarbage);
  native.close(engine);
  if (error !== undefined) throw error;
  return new FastBuffer(memory);
}

/** A whole buffer on its way through an engine. */
class EngineRequest {
  constructor(engine, settings, stream, callback) {
    this.engine = engine;
    this.limit = settings.maxOutputLength;
    this.rejectGarbage = settings.rejectGarbage;
    /** What the program gets beside the buffer, with `info`. */
    this.stream = stream;
    this.callback = callback;
  }

  /** The callback's arguments, of results that are in. */
  settle(memory) {
    const { stream } = this;
    const error = wholeError(this.engine, this.limit, this.rejectGarbage);
    if (stream === undefined) {
      native.close(this.engine);
    } else {
      stream.bytesWritten = results[kConsumed];
      stream.close();
    }
    if (error !== undefined) return [error];
    const buffer = new FastBuffer(memory);
    return [null, stream === undefined ? buffer : { buffer, engine: stream }];
  }

  done(memory) {
    const { callback } = this;
    callback(...this.settle(memory));
  }
}

/** One with libdeflate; if that does not take it, the engine follows. */
class QuickRequest {
  constructor(limit, callback, runWithEngine) {
    this.limit = limit;
    this.callback = callback;
    this.runWithEngine = runWithEngine;
  }

  done(memory) {
    const { callback } = this;
    if (memory !== undefined) {
      callback(null, new FastBuffer(memory));
    } else if (results[kOutcome] === kUnsuitable) {
      this.runWithEngine();
    } else {
      callback(quickError(this.limit));
    }
  }
}

function onWhole(slot, memory) {
  removeResource(slot).done(memory);
}

native.setCallbacks({ onStep, onWhole });

function runWithEngine(kind, Class, bytes, options, callback) {
  const settings = commonSettings(options, kind);
  const stream = options?.info ? new Class(options) : undefined;
  const engine = stream === undefined ? kind.create(options, settings) :
    stream._handle.engine;
  const request = new EngineRequest(engine, settings, stream, callback);
  const { finishFlush, maxOutputLength } = settings;
  const made = native.whole(
    engine, finishFlush, bytes, maxOutputLength, finishFlush === kind.finish);
  if (typeof made === 'number') addResource(made, request);
  else process.nextTick(callback, ...request.settle(made));
}

/** Whether one call of libdeflate for so many bytes is a piece of work. */
function isPiece(kind, level, size) {
  return size <= (kind.compresses && level >= kSlowLevel ? kMostAtOnceSlowly :
    kMostAtOnce);
}

/**
 * The same beside the program.
 * @param {import('./settings').Kind} kind
 * @param {any} Class
 * @param {unknown} data
 * @param {any} options
 * @param {Function} [callback] (error, result)
 */
function run(kind, Class, data, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  const bytes = bytesOf(data, 'chunk');
  const goOn = () => runWithEngine(kind, Class, bytes, options, callback);
  const size = bytes.byteLength;
  const quick = quickSettings(options, kind, size);
  if (quick === undefined || !isPiece(kind, quick.level, size)) {
    goOn();
    return;
  }
  const made = native.quick(
    kind.compresses, kind.format, quick.level, bytes, quick.limit);
  if (typeof made === 'number') {
    addResource(made, new QuickRequest(quick.limit, callback, goOn));
  } else if (made !== undefined) {
    process.nextTick(callback, null, new FastBuffer(made));
  } else {
    const error = quickError(quick.limit);
    if (error !== undefined) process.nextTick(callback, error);
    else goOn();
  }
}

exports.run = run;
exports.runSync = runSync;
