'use strict';
/**
 * pipeline: streams, iterables and functions joined into one flow. The first
 * failure, or the signal, destroys them all; the callback comes once.
 *
 * @module internal/streams/pipeline
 */

const {
  AbortError,
  aggregateTwoErrors,
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_RETURN_VALUE,
    ERR_MISSING_ARGS,
    ERR_STREAM_DESTROYED,
    ERR_STREAM_PREMATURE_CLOSE,
    ERR_STREAM_UNABLE_TO_PIPE,
  },
} = require('internal/errors/errors');
const {
  validateAbortSignal,
  validateFunction,
} = require('internal/util/validators');
const {
  isAsyncIterable,
  isClosed,
  isDestroyed,
  isIterable,
  isNodeStream,
  isReadable,
  isReadableNodeStream,
  isReadableStream,
  isTransformStream,
  isWebStream,
  readableSide,
} = require('internal/streams/utils');
const destroyImpl = require('internal/streams/destroy');
const { Held } = require('internal/streams/held');
const { eos } = require('internal/streams/end_of_stream');

function isPrematureClose(error) {
  return error?.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

/** Iterates over what a step of the pipeline gives. */
function toAsyncIterable(value) {
  if (isIterable(value)) return value;
  if (isReadableNodeStream(value)) {
    // An old-style stream has no iterator.
    const { Readable } = require('internal/streams/readable');
    return Readable.prototype[Symbol.asyncIterator].call(value);
  }
  throw new ERR_INVALID_ARG_TYPE(
    'val', ['Readable', 'Iterable', 'AsyncIterable'], value);
}

/** Writes all that an iterable gives into a Node stream. */
class Pump {
  constructor(writable) {
    this.writable = writable;
    this.failure = undefined;
    /** It takes no more: it has finished, or failed. */
    this.isOver = false;
    this.progress = new Held();
  }

  /**
   * @param {Iterable|AsyncIterable} chunks
   * @param {boolean} ends whether the writable ends with them
   */
  async run(chunks, ends) {
    const { writable } = this;
    const onDrain = () => this.progress.release();
    writable.on('drain', onDrain);
    const stopWatching = eos(writable, { readable: false }, (failure) => {
      this.isOver = true;
      this.failure ??= failure;
      this.progress.release();
    });
    try {
      if (writable.writableNeedDrain) await this.room();
      for await (const chunk of chunks) {
        if (!writable.write(chunk)) await this.room();
      }
      if (ends) {
        writable.end();
        if (!this.isOver) await this.progress.wait();
        if (this.failure) throw this.failure;
      }
    } catch (error) {
      throw this.failure && this.failure !== error ?
        aggregateTwoErrors(this.failure, error) : error;
    } finally {
      stopWatching();
      writable.off('drain', onDrain);
    }
  }

  /** Waits until more may be written. */
  async room() {
    if (!this.isOver) await this.progress.wait();
    if (this.failure) throw this.failure;
    // It was finished by somebody else: what comes is lost.
    if (this.isOver) throw new ERR_STREAM_UNABLE_TO_PIPE();
  }
}

/** Writes all that an iterable gives into a web stream. */
async function pumpIntoWebStream(chunks, stream, ends) {
  const writer = (isTransformStream(stream) ? stream.writable : stream)
    .getWriter();
  try {
    for await (const chunk of chunks) {
      await writer.ready;
      writer.write(chunk).catch(() => {});
    }
    await writer.ready;
    if (ends) await writer.close();
  } catch (error) {
    await writer.abort(error);
    throw error;
  }
}

class Pipeline {
  constructor(streams, callback, options) {
    this.streams = streams;
    this.callback = callback;
    this.endsLast = options?.end !== false;
    this.controller = new AbortController();
    this.outerSignal = options?.signal;
    /** Steps that have to finish before the pipeline has. */
    this.pending = 0;
    this.error = undefined;
    this.value = undefined;
    /** @type {function(Error=)[]} */
    this.destroys = [];
    /** What stops the watching of a last stream that goes on being read. */
    this.lastCleanups = [];
    this.onStepDone = (error) => {
      this.settle(error, --this.pending === 0);
    };
    this.onStepFailed = (error) => this.settle(error, false);
    this.abort = () => {
      this.settle(new AbortError(undefined, {
        cause: this.outerSignal?.reason,
      }), this.pending === 0);
    };
  }

  settle(error, final) {
    // A premature close is what the real error brings about elsewhere.
    if (error && (!this.error || isPrematureClose(this.error))) {
      this.error = error;
    }
    if (!this.error && !final) return;
    while (this.destroys.length > 0) this.destroys.shift()(this.error);
    this.stopListening?.();
    this.controller.abort();
    if (!final) return;
    if (!this.error) for (const cleanup of this.lastCleanups) cleanup();
    process.nextTick(this.callback, this.error, this.value);
  }

  listenToSignal() {
    const { outerSignal } = this;
    validateAbortSignal(outerSignal, 'options.signal');
    if (!outerSignal) return;
    const { addAbortListener } = require('events');
    const { kDispose } = require('internal/util/dispose');
    const listener = addAbortListener(outerSignal, this.abort);
    this.stopListening = () => listener[kDispose]();
  }

  run() {
    this.listenToSignal();
    let flow;
    try {
      this.streams.forEach((stream, i) => {
        flow = this.join(flow, stream, i);
      });
    } catch (error) {
      // The caller learns by this of all; the steps that were joined go on.
      this.callback = () => {};
      throw error;
    }
    if (this.controller.signal.aborted || this.outerSignal?.aborted) {
      process.nextTick(this.abort);
    }
    return flow;
  }

  /** Joins one more step to the flow; returns what flows out of it. */
  join(flow, stream, i) {
    const isLast = i === this.streams.length - 1;
    const end = !isLast || this.endsLast;
    if (isNodeStream(stream)) this.watchErrors(stream, i, isLast, end);

    if (i === 0) return this.source(stream);
    if (typeof stream === 'function') {
      return this.joinFunction(flow, stream, i, isLast, end);
    }
    if (isNodeStream(stream)) {
      this.joinStream(flow, stream, isLast, end);
      return stream;
    }
    if (isWebStream(stream)) {
      this.joinWebStream(flow, stream, end);
      return stream;
    }
    return require('internal/streams/duplexify').from(stream);
  }

  watchErrors(stream, i, isLast, end) {
    if (end) {
      const stopWatching = this.addDestroyer(stream, !isLast, i > 0);
      if (isReadable(stream) && isLast) this.lastCleanups.push(stopWatching);
    }
    // Errors after the end of the pipeline must find a listener, too.
    const onError = (error) => {
      if (error && error.name !== 'AbortError' && !isPrematureClose(error)) {
        this.onStepFailed(error);
      }
    };
    stream.on('error', onError);
    if (isReadable(stream) && isLast) {
      this.lastCleanups.push(() => stream.removeListener('error', onError));
    }
  }

  addDestroyer(stream, reading, writing) {
    let finished = false;
    stream.on('close', () => {
      finished = true;
    });
    const stopWatching = eos(
      stream, { readable: reading, writable: writing }, (error) => {
        finished = !error;
      });
    this.destroys.push((error) => {
      if (finished) return;
      finished = true;
      destroyImpl.destroyer(stream, error || new ERR_STREAM_DESTROYED('pipe'));
    });
    return stopWatching;
  }

  source(stream) {
    if (typeof stream === 'function') {
      const given = stream({ signal: this.controller.signal });
      if (!isIterable(given)) {
        throw new ERR_INVALID_RETURN_VALUE(
          'Iterable, AsyncIterable or Stream', 'source', given);
      }
      return given;
    }
    if (isIterable(stream) || isReadableNodeStream(stream) ||
        isTransformStream(stream)) {
      return stream;
    }
    return require('internal/streams/duplexify').from(stream);
  }

  joinFunction(flow, fn, i, isLast, end) {
    const input = toAsyncIterable(
      isTransformStream(flow) ? flow.readable : flow);
    const given = fn(input, { signal: this.controller.signal });
    if (!isLast) {
      if (!isAsyncIterable(given)) {
        throw new ERR_INVALID_RETURN_VALUE(
          'AsyncIterable', `transform[${i - 1}]`, given);
      }
      return given;
    }

    // The result of the last function is read as a stream.
    const { PassThrough } = require('internal/streams/transform');
    const output = new PassThrough({ objectMode: true });
    const then = given?.then;
    if (typeof then === 'function') {
      this.pending++;
      then.call(given, (value) => {
        this.value = value;
        if (value != null) output.write(value);
        if (end) output.end();
        process.nextTick(this.onStepDone);
      }, (error) => {
        output.destroy(error);
        process.nextTick(this.onStepDone, error);
      });
    } else if (isAsyncIterable(given)) {
      this.pump(given, output, end);
    } else if (isReadableStream(given) || isTransformStream(given)) {
      this.pump(given.readable || given, output, end);
    } else {
      throw new ERR_INVALID_RETURN_VALUE(
        'AsyncIterable or Promise', 'destination', given);
    }
    this.lastCleanups.push(this.addDestroyer(output, false, true));
    return output;
  }

  joinStream(flow, stream, isLast, end) {
    if (isReadableNodeStream(flow)) {
      const stopWatching = this.pipe(flow, stream, end);
      if (isReadable(stream) && isLast) this.lastCleanups.push(stopWatching);
    } else if (isTransformStream(flow) || isReadableStream(flow)) {
      this.pump(flow.readable || flow, stream, end);
    } else if (isIterable(flow)) {
      this.pump(flow, stream, end);
    } else {
      throw new ERR_INVALID_ARG_TYPE(
        'val',
        ['Readable', 'Iterable', 'AsyncIterable', 'ReadableStream',
         'TransformStream'],
        flow);
    }
  }

  joinWebStream(flow, stream, end) {
    const isSource = isReadableNodeStream(flow) || isReadableStream(flow) ||
      isIterable(flow) || isTransformStream(flow);
    if (!isSource) {
      throw new ERR_INVALID_ARG_TYPE(
        'val',
        ['Readable', 'Iterable', 'AsyncIterable', 'ReadableStream',
         'TransformStream'],
        flow);
    }
    const chunks = isTransformStream(flow) ?
      flow.readable : toAsyncIterable(flow);
    this.await(pumpIntoWebStream(chunks, stream, end));
  }

  pump(chunks, writable, end) {
    this.await(new Pump(writable).run(chunks, end));
  }

  /** One more step, which is done when a promise is. */
  await(promise) {
    this.pending++;
    promise.then(() => this.onStepDone(), this.onStepDone);
  }

  /** Both ends are watched; each counts as a step. */
  pipe(source, dest, end) {
    if (isClosed(dest) || isDestroyed(dest)) {
      throw new ERR_STREAM_UNABLE_TO_PIPE();
    }
    this.pending += 2;
    let ended = false;
    dest.on('close', () => {
      if (!ended) this.onStepFailed(new ERR_STREAM_PREMATURE_CLOSE());
    });
    source.pipe(dest, { end: false });
    if (end) {
      const endDest = () => {
        ended = true;
        dest.end();
      };
      if (readableSide.isOver(source)) process.nextTick(endDest);
      else source.once('end', endDest);
    } else {
      this.onStepDone();
    }

    eos(source, { readable: true, writable: false }, (error) => {
      const state = source._readableState;
      if (isPrematureClose(error) && state && state.ended &&
          !state.errored && !state.errorEmitted) {
        // Some destroy themselves when the source is exhausted, before all
        // was read: the rest still comes.
        source.once('end', this.onStepDone).once('error', this.onStepDone);
      } else {
        this.onStepDone(error);
      }
    });
    return eos(dest, { readable: false, writable: true }, this.onStepDone);
  }
}

/** Joins streams given as a list; the callback is called once. */
function runPipeline(streams, callback, options) {
  if (streams.length === 1 && Array.isArray(streams[0])) [streams] = streams;
  if (streams.length < 2) throw new ERR_MISSING_ARGS('streams');
  let called = false;
  const once = (...args) => {
    if (called) return;
    called = true;
    callback(...args);
  };
  return new Pipeline(streams, once, options).run();
}

/**
 * Joins streams, iterables and async generator functions into one flow.
 *
 * @param {...(Stream|Iterable|AsyncIterable|Function)} streams source,
 *   transforms, destination
 * @param {function(Error=, *=)} callback the second argument is what a last
 *   function's promise gave
 * @returns {Stream} the last one
 */
function pipeline(...streams) {
  const callback = streams.pop();
  validateFunction(callback, 'streams[stream.length - 1]');
  return runPipeline(streams, callback);
}

module.exports = { pipeline, runPipeline };
