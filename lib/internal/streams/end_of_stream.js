'use strict';
/**
 * finished: calls back once a stream is over, well or not.
 *
 * It works by events and duck-typing, so that it holds for our streams, http
 * messages, copies of Node's streams from npm, and old-style emitters.
 *
 * @module internal/streams/end_of_stream
 */

const {
  AbortError,
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_STREAM_PREMATURE_CLOSE,
  },
} = require('internal/errors/errors');
const {
  validateAbortSignal,
  validateBoolean,
  validateFunction,
  validateObject,
} = require('internal/util/validators');
const {
  isClosed,
  isNodeStream,
  isPausableNodeStream,
  isReadable,
  isReadableNodeStream,
  isReadableStream,
  isRequest,
  isWritable,
  isWritableNodeStream,
  isWritableStream,
  kIsClosedPromise,
  readableSide,
  willEmitClose,
  writableSide,
} = require('internal/streams/utils');

/** Watches one stream for one callback. */
class Watch {
  constructor(stream, options, callback) {
    this.stream = stream;
    this.callback = callback;
    this.readable = options.readable ?? isReadableNodeStream(stream);
    this.writable = options.writable ?? isWritableNodeStream(stream);
    // Where all that is asked for is all there is, 'close' decides.
    this.waitsForClose = willEmitClose(stream) &&
      isReadableNodeStream(stream) === this.readable &&
      isWritableNodeStream(stream) === this.writable;
    this.readableFinished = readableSide.isDrained(stream);
    this.writableFinished = writableSide.isDrained(stream);
    this.closed = isClosed(stream);
    this.listeners = [];

    this.onFinish = () => this.finished();
    this.onEnd = () => this.ended();
    this.onError = (error) => this.settle(error);
    this.onClose = () => this.closedAfterAll();
    this.onRequest = () => this.listen(stream.req, 'finish', this.onFinish);
    if (!this.closed) this.listenAll(options);
    // Its error may be on the way yet, and somebody watches for it.
    else if (options.error !== false) this.listen(stream, 'error', () => {});
  }

  listen(emitter, type, listener) {
    emitter.on(type, listener);
    this.listeners.push(emitter, type, listener);
  }

  listenAll(options) {
    const { stream } = this;
    if (isRequest(stream)) {
      this.listen(stream, 'complete', this.onFinish);
      if (!this.waitsForClose) this.listen(stream, 'abort', this.onClose);
      if (stream.req) this.onRequest();
      else this.listen(stream, 'request', this.onRequest);
    } else if (this.writable && !stream._writableState) {
      // An old-style emitter: it has only 'end' and 'close'.
      const onLegacyEnd = () => {
        if (!stream.writable) this.finished();
      };
      this.listen(stream, 'end', onLegacyEnd);
      this.listen(stream, 'close', onLegacyEnd);
    }
    if (!this.waitsForClose && typeof stream.aborted === 'boolean') {
      this.listen(stream, 'aborted', this.onClose);
    }
    this.listen(stream, 'end', this.onEnd);
    this.listen(stream, 'finish', this.onFinish);
    if (options.error !== false) this.listen(stream, 'error', this.onError);
    this.listen(stream, 'close', this.onClose);
  }

  /** What is over already calls back in a later tick. */
  checkNow() {
    const { stream, readable, writable, waitsForClose } = this;
    const w = stream._writableState;
    const r = stream._readableState;
    if (this.closed) {
      process.nextTick(this.onClose);
    } else if (w?.errorEmitted || r?.errorEmitted) {
      if (!waitsForClose) this.settleLater();
    } else if (!readable && (!waitsForClose || isReadable(stream)) &&
               (this.writableFinished || isWritable(stream) === false) &&
               !(w?.pendingcb > 0)) {
      this.settleLater();
    } else if (!writable && (!waitsForClose || isWritable(stream)) &&
               (this.readableFinished || isReadable(stream) === false)) {
      this.settleLater();
    } else if (r && stream.req && stream.aborted) {
      this.settleLater();
    }
  }

  settleLater() {
    process.nextTick(() => {
      this.closed = true;
      this.settle(this.error());
    });
  }

  /** The error that a state remembers, where it is one. */
  error() {
    const errored = writableSide.errorOf(this.stream) ||
      readableSide.errorOf(this.stream);
    return errored && typeof errored !== 'boolean' ? errored : undefined;
  }

  finished() {
    const { stream } = this;
    this.writableFinished = true;
    // Destroyed before it finished: 'close' may have come already.
    if (stream.destroyed) this.waitsForClose = false;
    if (this.waitsForClose && (!stream.writable || this.readable)) return;
    if (!this.readable || this.readableFinished) this.settle();
  }

  ended() {
    const { stream } = this;
    this.readableFinished = true;
    if (stream.destroyed) this.waitsForClose = false;
    if (this.waitsForClose && (!stream.readable || this.writable)) return;
    if (!this.writable || this.writableFinished) this.settle();
  }

  closedAfterAll() {
    const { stream } = this;
    this.closed = true;
    const error = this.error();
    if (error !== undefined) {
      this.settle(error);
    } else if (this.readable && !this.readableFinished &&
               isPausableNodeStream(stream) &&
               !readableSide.isDrained(stream)) {
      this.settle(new ERR_STREAM_PREMATURE_CLOSE());
    } else if (this.writable && !this.writableFinished &&
               !writableSide.isDrained(stream)) {
      this.settle(new ERR_STREAM_PREMATURE_CLOSE());
    } else {
      this.settle();
    }
  }

  settle(error) {
    const { callback } = this;
    if (callback === null) return;
    this.callback = null;
    if (error === undefined) callback.call(this.stream);
    else callback.call(this.stream, error);
  }

  stop() {
    this.callback = null;
    const { listeners } = this;
    for (let i = 0; i < listeners.length; i += 3) {
      listeners[i].removeListener(listeners[i + 1], listeners[i + 2]);
    }
    listeners.length = 0;
  }
}

/** Calls `callback` once with an AbortError where the signal comes first. */
function withSignal(signal, callback, stop) {
  const { addAbortListener } = require('events');
  const { kDispose } = require('internal/util/dispose');
  let done = false;
  const abort = () => {
    if (done) return;
    done = true;
    stop();
    callback(new AbortError(undefined, { cause: signal.reason }));
  };
  if (signal.aborted) {
    process.nextTick(abort);
    return (...args) => {
      if (done) return;
      done = true;
      callback(...args);
    };
  }
  const listener = addAbortListener(signal, abort);
  return (...args) => {
    if (done) return;
    done = true;
    listener[kDispose]();
    callback(...args);
  };
}

function watchWebStream(stream, options, callback) {
  let stopped = false;
  let settle = (...args) => {
    if (stopped) return;
    stopped = true;
    callback.apply(stream, args);
  };
  if (options.signal) {
    settle = withSignal(options.signal, settle, () => {});
  }
  const onSettled = (...args) => process.nextTick(() => settle(...args));
  stream[kIsClosedPromise].promise.then(() => onSettled(), onSettled);
  return () => {
    stopped = true;
  };
}

/**
 * Calls back when a stream is no longer readable or writable, has failed, or
 * was closed too early.
 *
 * @param {Stream|ReadableStream|WritableStream} stream
 * @param {{readable?: boolean, writable?: boolean, error?: boolean,
 *   signal?: AbortSignal}} [options] which sides matter; error: false leaves
 *   'error' events alone
 * @param {function(Error=)} callback
 * @returns {function()} stops watching, and removes the listeners
 */
function eos(stream, options, callback) {
  if (arguments.length === 2) {
    callback = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else {
    validateObject(options, 'options');
  }
  validateFunction(callback, 'callback');
  validateAbortSignal(options.signal, 'options.signal');
  callback = bindContext(callback);

  if (isReadableStream(stream) || isWritableStream(stream)) {
    return watchWebStream(stream, options, callback);
  }
  if (!isNodeStream(stream)) {
    throw new ERR_INVALID_ARG_TYPE(
      'stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }

  const watch = new Watch(stream, options, callback);
  watch.checkNow();
  const stop = () => watch.stop();
  if (options.signal) {
    watch.callback = withSignal(
      options.signal, callback.bind(stream), stop);
  }
  return stop;
}

/** The callback runs in the asynchronous context of this call. */
function bindContext(callback) {
  const { captureContext, runInContext } = require('internal/async/context');
  const context = captureContext();
  if (context === undefined) return callback;
  return function(...args) {
    return runInContext(context, callback, this, args);
  };
}

/**
 * As `eos`, as a promise.
 * @param {Stream} stream
 * @param {object} [options] those of eos; cleanup: true removes the listeners
 * @returns {Promise<void>}
 */
function finished(stream, options) {
  let cleanup = false;
  if (options == null) options = {};
  if (options.cleanup) {
    validateBoolean(options.cleanup, 'cleanup');
    cleanup = options.cleanup;
  }
  return new Promise((resolve, reject) => {
    const stop = eos(stream, options, (error) => {
      if (cleanup) stop();
      if (error) reject(error);
      else resolve();
    });
  });
}

module.exports = { eos, finished };
