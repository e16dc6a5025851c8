'use strict';
/**
 * Transform: a Duplex whose output is made of its input. PassThrough: the
 * Transform that changes nothing.
 *
 * @module internal/streams/transform
 */

const {
  codes: { ERR_METHOD_NOT_IMPLEMENTED },
} = require('internal/errors/errors');
const { Duplex } = require('internal/streams/duplex');
const { getHighWaterMark } = require('internal/streams/state');

/** The callback of a write that waits until the output was read. */
const kPendingWrite = Symbol('kPendingWrite');

/**
 * @param {object} [options] those of Duplex, and transform, flush: functions
 */
function Transform(options) {
  if (!(this instanceof Transform)) return new Transform(options);
  Duplex.call(this, optionsOfSides(options));
  this[kPendingWrite] = null;
  // The output is filled by writes, not by _read.
  this._readableState.sync = false;
  for (const name of ['transform', 'flush']) {
    const method = options?.[name];
    if (typeof method === 'function') this[`_${name}`] = method;
  }
  // Also where a subclass has a _final of its own.
  this.on('prefinish', onPrefinish);
}
Object.setPrototypeOf(Transform.prototype, Duplex.prototype);
Object.setPrototypeOf(Transform, Duplex);

/** If the output may buffer nothing, the input must not do it instead. */
function optionsOfSides(options) {
  if (options == null) return options;
  const mark = getHighWaterMark(false, options, 'readableHighWaterMark', true);
  return mark > 0 ? options : {
    ...options,
    highWaterMark: undefined,
    readableHighWaterMark: mark,
    writableHighWaterMark: options.writableHighWaterMark || 0,
  };
}

/** Ends the output with what _flush adds to it, then calls back. */
function endOutput(transform, callback) {
  const end = (error, rest) => {
    if (error) {
      callback(error);
      return;
    }
    if (rest != null) transform.push(rest);
    transform.push(null);
    callback();
  };
  const flushes = typeof transform._flush === 'function' &&
    !transform.destroyed;
  if (flushes) transform._flush(end);
  else end();
}

function finalOfTransform(callback) {
  endOutput(this, callback);
}
Transform.prototype._final = finalOfTransform;

function onPrefinish() {
  if (this._final === finalOfTransform) return;
  endOutput(this, (error) => {
    if (error) this.destroy(error);
  });
}

/**
 * Must turn a chunk into output; transforms override it.
 * @param {Buffer|string|*} chunk
 * @param {string} encoding
 * @param {function(Error=, *=)} callback a second argument is pushed
 */
Transform.prototype._transform = function(chunk, encoding, callback) {
  throw new ERR_METHOD_NOT_IMPLEMENTED('_transform()');
};

/** When the input that follows a transformed chunk may come. */
const kNow = 0;
const kNextTick = 1;
const kOnceRead = 2;

function timeOfNextInput(transform, lengthBefore) {
  const { _readableState: output, _writableState: input } = transform;
  // After the output has ended a failure to push is heard first.
  if (output.ended) return kNextTick;
  const hasRoom = output.length < output.highWaterMark ||
    output.length === lengthBefore;
  return hasRoom || input.ended ? kNow : kOnceRead;
}

Transform.prototype._write = function(chunk, encoding, callback) {
  const lengthBefore = this._readableState.length;
  const onTransformed = (error, output) => {
    if (error) {
      callback(error);
      return;
    }
    if (output != null) this.push(output);
    switch (timeOfNextInput(this, lengthBefore)) {
      case kNow:
        callback();
        break;
      case kNextTick:
        process.nextTick(callback);
        break;
      default:
        this[kPendingWrite] = callback;
    }
  };
  this._transform(chunk, encoding, onTransformed);
};

Transform.prototype._read = function() {
  const goOn = this[kPendingWrite];
  this[kPendingWrite] = null;
  goOn?.();
};

/** @param {object} [options] those of Transform */
function PassThrough(options) {
  if (!(this instanceof PassThrough)) return new PassThrough(options);
  Transform.call(this, options);
}
Object.setPrototypeOf(PassThrough.prototype, Transform.prototype);
Object.setPrototypeOf(PassThrough, Transform);

PassThrough.prototype._transform = function(chunk, encoding, callback) {
  callback(null, chunk);
};

module.exports = { PassThrough, Transform };
