'use strict';
/**
 * The module `stream`. It is the class Stream with all others on it.
 *
 * @module stream
 */

const { Stream } = require('internal/streams/legacy');
const { Readable } = require('internal/streams/readable');
require('internal/streams/readable_pipe');
require('internal/streams/readable_iteration');
const { Writable } = require('internal/streams/writable');
const { Duplex } = require('internal/streams/duplex');
const { PassThrough, Transform } = require('internal/streams/transform');
const { eos } = require('internal/streams/end_of_stream');
const { pipeline } = require('internal/streams/pipeline');
const { from } = require('internal/streams/from');
const { addAbortSignal } = require('internal/streams/add_abort_signal');
const { destroyer } = require('internal/streams/destroy');
const {
  compose: composeWith,
  promiseOperators,
  streamOperators,
} = require('internal/streams/operators');
const {
  getDefaultHighWaterMark,
  setDefaultHighWaterMark,
} = require('internal/streams/state');
const {
  isDestroyed,
  isDisturbed,
  isErrored,
  isReadable,
  isWritable,
} = require('internal/streams/utils');
const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR },
  genericNodeError,
} = require('internal/errors/errors');

/** By this util.promisify finds the promise form of a function. */
const kCustomPromisify = Symbol.for('nodejs.util.promisify.custom');

module.exports = Stream;

/** Adds a method that does not enumerate and cannot be constructed. */
function defineOperator(name, operator, run) {
  function method(...args) {
    if (new.target) throw new ERR_ILLEGAL_CONSTRUCTOR();
    return run(Reflect.apply(operator, this, args));
  }
  Object.defineProperties(method, {
    name: { __proto__: null, value: operator.name },
    length: { __proto__: null, value: operator.length },
  });
  Object.defineProperty(Readable.prototype, name, {
    __proto__: null,
    value: method,
    enumerable: false,
    configurable: true,
    writable: true,
  });
}
for (const name of Object.keys(streamOperators)) {
  defineOperator(name, streamOperators[name], (value) => Readable.from(value));
}
for (const name of Object.keys(promiseOperators)) {
  defineOperator(name, promiseOperators[name], (promise) => promise);
}

/** A Duplex that writes to this stream and reads from another step. */
Readable.prototype.compose = composeWith;

/**
 * A stream of what an iterable gives.
 * @param {Iterable|AsyncIterable|string|Buffer} iterable
 * @param {object} [options] of Readable; objectMode is true
 */
Readable.from = (iterable, options) => from(Readable, iterable, options);

/**
 * A Duplex on streams, promises, iterables and functions.
 * @param {*} body
 */
Duplex.from = (body) => (
  require('internal/streams/duplexify').from(body, 'body')
);

// The bridge to web streams needs those.
for (const [Class, methods] of [
  [Readable, ['fromWeb', 'toWeb']],
  [Writable, ['fromWeb', 'toWeb']],
  [Duplex, ['fromWeb', 'toWeb']],
]) {
  for (const name of methods) {
    Class[name] = () => {
      throw genericNodeError(
        `stream.${Class.name}.${name}() needs web streams, ` +
        'which this version does not have',
        { code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM' });
    };
  }
}

Stream.isDestroyed = isDestroyed;
Stream.isDisturbed = isDisturbed;
Stream.isErrored = isErrored;
Stream.isReadable = isReadable;
Stream.isWritable = isWritable;

Stream.Readable = Readable;
Stream.Writable = Writable;
Stream.Duplex = Duplex;
Stream.Transform = Transform;
Stream.PassThrough = PassThrough;
/** Two Duplex streams, each reading what is written to the other. */
Stream.duplexPair = function duplexPair(options) {
  return require('internal/streams/duplex_pair').duplexPair(options);
};
Stream.pipeline = pipeline;
Stream.addAbortSignal = addAbortSignal;
Stream.finished = eos;
Stream.destroy = destroyer;
/** One Duplex made of several steps. */
Stream.compose = (...streams) => (
  require('internal/streams/compose').compose(...streams)
);
Object.defineProperty(Stream.compose, 'name', {
  __proto__: null, value: 'compose',
});
Stream.setDefaultHighWaterMark = setDefaultHighWaterMark;
Stream.getDefaultHighWaterMark = getDefaultHighWaterMark;

Object.defineProperty(Stream, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('stream/promises');
  },
});
for (const [fn, name] of [[pipeline, 'pipeline'], [eos, 'finished']]) {
  Object.defineProperty(fn, kCustomPromisify, {
    __proto__: null,
    enumerable: true,
    get() {
      return require('stream/promises')[name];
    },
  });
}

// Older programs call it by this name.
Stream.Stream = Stream;
Stream._isArrayBufferView = ArrayBuffer.isView;
Stream._isUint8Array = (value) => value instanceof Uint8Array;
Stream._uint8ArrayToBuffer = (view) => (
  Buffer.from(view.buffer, view.byteOffset, view.byteLength)
);
