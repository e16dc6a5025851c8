'use strict';
/**
 * What can be told of a stream from outside, whoever made it: ours, a copy of
 * Node's streams from npm, an http message, an old-style emitter, a web stream.
 *
 * Predicates answer null where the object does not let it be known.
 *
 * @module internal/streams/utils
 */

/** Keys by which objects that are no streams may answer for themselves. */
const kIsDestroyed = Symbol.for('nodejs.stream.destroyed');
const kIsErrored = Symbol.for('nodejs.stream.errored');
const kIsReadable = Symbol.for('nodejs.stream.readable');
const kIsWritable = Symbol.for('nodejs.stream.writable');
const kIsDisturbed = Symbol.for('nodejs.stream.disturbed');
const kIsClosedPromise = Symbol.for('nodejs.webstream.isClosedPromise');

function has(object, ...methods) {
  return methods.every((name) => typeof object[name] === 'function');
}

/** An object with the readable side of a Node stream. */
function isReadableNodeStream(object, strict = false) {
  return Boolean(
    object && has(object, 'pipe', 'on') &&
    (!strict || has(object, 'pause', 'resume')) &&
    (!object._writableState ||
     (object._readableState && object._readableState.readable !== false)));
}

/** An object with the writable side of a Node stream. */
function isWritableNodeStream(object) {
  return Boolean(
    object && has(object, 'write', 'on') &&
    (!object._readableState || object._writableState?.writable !== false));
}

function isDuplexNodeStream(object) {
  return Boolean(
    object && object._readableState && has(object, 'pipe', 'on', 'write'));
}

function isNodeStream(object) {
  return Boolean(
    object &&
    (object._readableState || object._writableState ||
     (typeof object.on === 'function' &&
      (typeof object.write === 'function' ||
       typeof object.pipe === 'function'))));
}

function isReadableStream(object) {
  return Boolean(
    object && !isNodeStream(object) &&
    has(object, 'pipeThrough', 'getReader', 'cancel'));
}

function isWritableStream(object) {
  return Boolean(
    object && !isNodeStream(object) && has(object, 'getWriter', 'abort'));
}

function isTransformStream(object) {
  return Boolean(
    object && !isNodeStream(object) && typeof object.readable === 'object' &&
    typeof object.writable === 'object');
}

function isWebStream(object) {
  return isReadableStream(object) || isWritableStream(object) ||
         isTransformStream(object);
}

/**
 * @param {*} object
 * @param {boolean} [isAsync] true: async only; false: sync only; else either
 */
function isIterable(object, isAsync) {
  if (object == null) return false;
  if (isAsync === true) return has(object, Symbol.asyncIterator);
  if (isAsync === false) return has(object, Symbol.iterator);
  return has(object, Symbol.asyncIterator) || has(object, Symbol.iterator);
}

function isDestroyed(stream) {
  if (!isNodeStream(stream)) return null;
  const state = stream._writableState || stream._readableState;
  return Boolean(stream.destroyed || stream[kIsDestroyed] || state?.destroyed);
}

/** end() was called. */
function isWritableEnded(stream) {
  if (!isWritableNodeStream(stream)) return null;
  if (stream.writableEnded === true) return true;
  const state = stream._writableState;
  if (state?.errored) return false;
  return typeof state?.ended === 'boolean' ? state.ended : null;
}

/**
 * All was written and 'finish' emitted.
 * @param {object} stream
 * @param {boolean} [strict] false: it may still have to be emitted
 */
function isWritableFinished(stream, strict) {
  if (!isWritableNodeStream(stream)) return null;
  if (stream.writableFinished === true) return true;
  const state = stream._writableState;
  if (state?.errored) return false;
  if (typeof state?.finished !== 'boolean') return null;
  return state.finished ||
    (strict === false && state.ended === true && state.length === 0);
}

/**
 * All was read and 'end' emitted.
 * @param {object} stream
 * @param {boolean} [strict] false: it may still have to be emitted
 */
function isReadableFinished(stream, strict) {
  if (!isReadableNodeStream(stream)) return null;
  const state = stream._readableState;
  if (state?.errored) return false;
  if (typeof state?.endEmitted !== 'boolean') return null;
  return state.endEmitted ||
    (strict === false && state.ended === true && state.length === 0);
}

function isReadable(stream) {
  if (stream && stream[kIsReadable] != null) return stream[kIsReadable];
  if (typeof stream?.readable !== 'boolean') return null;
  if (isDestroyed(stream)) return false;
  return isReadableNodeStream(stream) && stream.readable &&
         !isReadableFinished(stream);
}

function isWritable(stream) {
  if (stream && stream[kIsWritable] != null) return stream[kIsWritable];
  if (typeof stream?.writable !== 'boolean') return null;
  if (isDestroyed(stream)) return false;
  return isWritableNodeStream(stream) && stream.writable &&
         !isWritableEnded(stream);
}

/** Nothing more will come from, or go into, the sides asked for. */
function isFinished(stream, { readable, writable } = {}) {
  if (!isNodeStream(stream)) return null;
  if (isDestroyed(stream)) return true;
  if (readable !== false && isReadable(stream)) return false;
  if (writable !== false && isWritable(stream)) return false;
  return true;
}

/** The error of the writable side, or whether there was one. */
function isWritableErrored(stream) {
  if (!isNodeStream(stream)) return null;
  if (stream.writableErrored) return stream.writableErrored;
  return stream._writableState?.errored ?? null;
}

function isReadableErrored(stream) {
  if (!isNodeStream(stream)) return null;
  if (stream.readableErrored) return stream.readableErrored;
  return stream._readableState?.errored ?? null;
}

function isClosed(stream) {
  if (!isNodeStream(stream)) return null;
  if (typeof stream.closed === 'boolean') return stream.closed;
  const writable = stream._writableState?.closed;
  const readable = stream._readableState?.closed;
  if (typeof writable === 'boolean' || typeof readable === 'boolean') {
    return Boolean(writable || readable);
  }
  if (typeof stream._closed === 'boolean' && isOutgoingMessage(stream)) {
    return stream._closed;
  }
  return null;
}

/** A message of http that this side sends. */
function isOutgoingMessage(stream) {
  return typeof stream._closed === 'boolean' &&
         typeof stream._defaultKeepAlive === 'boolean' &&
         typeof stream._removedConnection === 'boolean' &&
         typeof stream._removedContLen === 'boolean';
}

function isServerResponse(stream) {
  return typeof stream._sent100 === 'boolean' && isOutgoingMessage(stream);
}

function isServerRequest(stream) {
  return typeof stream._consuming === 'boolean' &&
         typeof stream._dumped === 'boolean' &&
         stream.req?.upgradeOrConnect === undefined;
}

/** A request of an http client, also of libraries that look like one. */
function isRequest(stream) {
  return Boolean(stream?.setHeader && typeof stream.abort === 'function');
}

/** 'close' is still to come, whatever else happens. */
function willEmitClose(stream) {
  if (!isNodeStream(stream)) return null;
  const state = stream._writableState || stream._readableState;
  if (!state) return isServerResponse(stream);
  return Boolean(
    state.autoDestroy && state.emitClose && state.closed === false);
}

/** Data was read from it, or it was cancelled. */
function isDisturbed(stream) {
  return Boolean(
    stream && (stream[kIsDisturbed] ??
               (stream.readableDidRead || stream.readableAborted)));
}

function isErrored(stream) {
  return Boolean(
    stream && (stream[kIsErrored] ??
               stream.readableErrored ??
               stream.writableErrored ??
               stream._readableState?.errorEmitted ??
               stream._writableState?.errorEmitted ??
               stream._readableState?.errored ??
               stream._writableState?.errored));
}

module.exports = {
  isClosed,
  isDestroyed,
  isDisturbed,
  isDuplexNodeStream,
  isErrored,
  isFinished,
  isIterable,
  isNodeStream,
  isOutgoingMessage,
  isReadable,
  isReadableErrored,
  isReadableFinished,
  isReadableNodeStream,
  isReadableStream,
  isRequest,
  isServerRequest,
  isServerResponse,
  isTransformStream,
  isWebStream,
  isWritable,
  isWritableEnded,
  isWritableErrored,
  isWritableFinished,
  isWritableNodeStream,
  isWritableStream,
  kIsClosedPromise,
  kIsDestroyed,
  kIsDisturbed,
  kIsErrored,
  kIsReadable,
  kIsWritable,
  willEmitClose,
};
