'use strict';
/**
 * What can be told of a stream from outside, whoever made it: ours, a copy of
 * Node's streams from npm, an http message, an old-style emitter, a web stream.
 *
 * Questions are answered with null where the object does not let it be known.
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

function isBoolean(value) {
  return typeof value === 'boolean';
}

function isMethod(value) {
  return typeof value === 'function';
}

/** Whether an object has methods of all these names. */
function canDo(object, names) {
  return object != null && names.every((name) => isMethod(object[name]));
}

function areBooleans(object, names) {
  return names.every((name) => isBoolean(object[name]));
}

/** How far one side of a stream has come, as its properties tell. */
const kUnknown = 0;
const kGoingOn = 1;
/** It failed: it will never be over in the good sense. */
const kFailed = 2;
/** Nothing is left to be read or written; the event is still to come. */
const kDrained = 3;
/** 'end' or 'finish' was emitted. */
const kOver = 4;

/** One of the two sides that a stream may have. */
class Side {
  /**
   * @param {Object<string, string|symbol|string[]>} names by which a stream
   *   tells of this side
   */
  constructor(names) {
    this.names = names;
  }

  stateOf(stream) {
    return stream[this.names.state];
  }

  /** @returns {number} one of the constants above */
  progressOf(stream) {
    const { over, overInState } = this.names;
    if (!this.isSideOf(stream)) return kUnknown;
    if (over !== undefined && stream[over] === true) return kOver;
    const state = this.stateOf(stream);
    if (state?.errored) return kFailed;
    if (!isBoolean(state?.[overInState])) return kUnknown;
    if (state[overInState]) return kOver;
    return state.ended === true && state.length === 0 ? kDrained : kGoingOn;
  }

  /** Whether 'end' or 'finish' was emitted. */
  isOver(stream) {
    const progress = this.progressOf(stream);
    return progress === kUnknown ? null : progress === kOver;
  }

  /** Whether 'end' or 'finish' was emitted, or nothing stands before it. */
  isDrained(stream) {
    const progress = this.progressOf(stream);
    return progress === kUnknown ? null : progress >= kDrained;
  }

  /** Whether it still gives, or takes, data. */
  isOpen(stream) {
    const { answer, open } = this.names;
    const answered = stream?.[answer];
    if (answered != null) return answered;
    if (!isBoolean(stream?.[open])) return null;
    return stream[open] && !isDestroyed(stream) && this.isSideOf(stream) &&
           !this.isShut(stream);
  }

  /** The error that broke it, null for none. */
  errorOf(stream) {
    if (!isNodeStream(stream)) return null;
    return stream[this.names.error] || (this.stateOf(stream)?.errored ?? null);
  }
}

class ReadableSide extends Side {
  isSideOf(object, methods = ['pipe', 'on']) {
    if (!canDo(object, methods)) return false;
    const r = object._readableState;
    // A writable inherits pipe() as well, and it cannot.
    return r ? !object._writableState || r.readable !== false :
      !object._writableState;
  }

  /** No data comes any more. */
  isShut(stream) {
    return this.isOver(stream);
  }
}

class WritableSide extends Side {
  isSideOf(object) {
    if (!canDo(object, ['write', 'on'])) return false;
    // A state that switches it off is that of a duplex.
    const { _readableState: r, _writableState: w } = object;
    return !r || w?.writable !== false;
  }

  /** end() was called. */
  isShut(stream) {
    if (stream.writableEnded === true) return true;
    const state = this.stateOf(stream);
    return !state?.errored && state?.ended === true;
  }
}

const readableSide = new ReadableSide({
  __proto__: null,
  answer: kIsReadable,
  error: 'readableErrored',
  open: 'readable',
  over: undefined,
  overInState: 'endEmitted',
  state: '_readableState',
});
const writableSide = new WritableSide({
  __proto__: null,
  answer: kIsWritable,
  error: 'writableErrored',
  open: 'writable',
  over: 'writableFinished',
  overInState: 'finished',
  state: '_writableState',
});

// ---- What kind of stream it is ------------------------------------------

/** An object with the readable side of a Node stream. */
function isReadableNodeStream(object) {
  return readableSide.isSideOf(object);
}

/** As isReadableNodeStream, of streams that can be paused. */
function isPausableNodeStream(object) {
  return readableSide.isSideOf(object, ['pipe', 'on', 'pause', 'resume']);
}

/** An object with the writable side of a Node stream. */
function isWritableNodeStream(object) {
  return writableSide.isSideOf(object);
}

function isDuplexNodeStream(object) {
  return canDo(object, ['pipe', 'on', 'write']) &&
         Boolean(object._readableState);
}

/** A Node stream of any kind, old-style emitters of data included. */
function isNodeStream(object) {
  if (!object) return false;
  if (object._readableState || object._writableState) return true;
  return isMethod(object.on) &&
         (isMethod(object.write) || isMethod(object.pipe));
}

/** Makes a predicate for web streams, which are told by their methods. */
function webStreamTest(...methods) {
  return (object) => canDo(object, methods) && !isNodeStream(object);
}

const isReadableStream = webStreamTest('pipeThrough', 'getReader', 'cancel');
const isWritableStream = webStreamTest('getWriter', 'abort');

function isTransformStream(object) {
  return Boolean(object) && [object.readable, object.writable].every(
    (side) => typeof side === 'object') && !isNodeStream(object);
}

function isWebStream(object) {
  return [isReadableStream, isWritableStream, isTransformStream].some(
    (test) => test(object));
}

function isAsyncIterable(object) {
  return canDo(object, [Symbol.asyncIterator]);
}

/** Of either kind. */
function isIterable(object) {
  return isAsyncIterable(object) || canDo(object, [Symbol.iterator]);
}

/** Booleans by which the messages of http are known, by whose ever copy. */
const kOutgoingMarks = ['_closed', '_defaultKeepAlive', '_removedConnection',
                        '_removedContLen'];
const kIncomingMarks = ['_consuming', '_dumped'];

/** A message of http that this side sends. */
function isOutgoingMessage(stream) {
  return areBooleans(stream, kOutgoingMarks);
}

function isServerResponse(stream) {
  return isBoolean(stream._sent100) && isOutgoingMessage(stream);
}

function isServerRequest(stream) {
  return areBooleans(stream, kIncomingMarks) &&
         stream.req?.upgradeOrConnect === undefined;
}

/** A request of an http client, also of libraries that look like one. */
function isRequest(stream) {
  return Boolean(stream?.setHeader) && isMethod(stream.abort);
}

// ---- How far it has come --------------------------------------------------

function isDestroyed(stream) {
  if (!isNodeStream(stream)) return null;
  if (stream.destroyed || stream[kIsDestroyed]) return true;
  const state = stream._writableState || stream._readableState;
  return Boolean(state?.destroyed);
}

function isReadable(stream) {
  return readableSide.isOpen(stream);
}

function isWritable(stream) {
  return writableSide.isOpen(stream);
}

/** Nothing more will come from it, or go into it. */
function isFinished(stream) {
  if (!isNodeStream(stream)) return null;
  return isDestroyed(stream) || !(isReadable(stream) || isWritable(stream));
}

/** 'close' was emitted, or what comes before it was done. */
function isClosed(stream) {
  if (!isNodeStream(stream)) return null;
  if (isBoolean(stream.closed)) return stream.closed;
  const { _writableState: w, _readableState: r } = stream;
  if (isBoolean(w?.closed) || isBoolean(r?.closed)) {
    return w?.closed === true || r?.closed === true;
  }
  return isOutgoingMessage(stream) ? stream._closed : null;
}

/** 'close' is still to come, whatever else happens. */
function willEmitClose(stream) {
  if (!isNodeStream(stream)) return null;
  const state = stream._writableState || stream._readableState;
  if (!state) return isServerResponse(stream);
  const { autoDestroy, emitClose, closed } = state;
  return Boolean(autoDestroy && emitClose) && closed === false;
}

/** Data was read from it, or it was cancelled. */
function isDisturbed(stream) {
  if (!stream) return false;
  const answered = stream[kIsDisturbed];
  if (answered != null) return Boolean(answered);
  return Boolean(stream.readableDidRead || stream.readableAborted);
}

/** Where a stream may tell that it failed; the first that is there counts. */
const failureTellers = [
  (stream) => stream[kIsErrored],
  (stream) => stream.readableErrored,
  (stream) => stream.writableErrored,
  (stream) => stream._readableState?.errorEmitted,
  (stream) => stream._writableState?.errorEmitted,
  (stream) => stream._readableState?.errored,
  (stream) => stream._writableState?.errored,
];

function isErrored(stream) {
  if (!stream) return false;
  for (const tell of failureTellers) {
    const answer = tell(stream);
    if (answer != null) return Boolean(answer);
  }
  return false;
}

module.exports = {
  isAsyncIterable,
  isClosed,
  isDestroyed,
  isDisturbed,
  isDuplexNodeStream,
  isErrored,
  isFinished,
  isIterable,
  isNodeStream,
  isPausableNodeStream,
  isReadable,
  isReadableNodeStream,
  isReadableStream,
  isRequest,
  isServerRequest,
  isTransformStream,
  isWebStream,
  isWritable,
  isWritableNodeStream,
  isWritableStream,
  kIsClosedPromise,
  kIsDestroyed,
  readableSide,
  willEmitClose,
  writableSide,
};
