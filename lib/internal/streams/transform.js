'use strict';
/**
 * Transform: a Duplex whose output is made of its input. PassThrough: the
 * Transform that changes nothing.
 *
 * @module internal/streams/transform
 */

const {
  codes: { ERR_METHOD_NOT_IMPLEMENTED },
} = require('internal/errors');
const { Duplex } = require('internal/streams/duplex');
const { getHighWaterMark } = require('internal/streams/state');

/** The callback of a write that waits until the output was read. */
const kPendingWrite = Symbol('kPendingWrite');

/**
 * @param {object} [options] those of Duplex, and transform, flush: functions
 */
function Transform(options) {
  if (!(this instanceof Transform)) return new Transform(options);
  // Where the output may buffer nothing, neither may the input in its stead.
  if (options != null &&
      getHighWaterMark(false, options, 'readableHighWaterMark', true) === 0) {
    options = {
      ...options,
      highWaterMark: null,
      readableHighWaterMark: 0,
      writableHighWaterMark: options.writableHighWaterMark || 0,
    };
  }
  Duplex.call(this, options);
  // The output is filled by writes, not by _read.
  this._readableState.sync = false;
  this[kPendingWrite] = null;
  if (options != null) {
    if (typeof options.transform === 'function') {
      this._transform = options.transform;
    }
    if (typeof options.flush === 'function') this._flush = options.flush;
  }
  // Also where a subclass has a _final of its own.
  this.on('prefinish', onPrefinish);
}
Object.setPrototypeOf(Transform.prototype, Duplex.prototype);
Object.setPrototypeOf(Transform, Duplex);

function flushAndEnd(callback) {
  if (typeof this._flush !== 'function' || this.destroyed) {
    this.push(null);
    callback?.();
    return;
  }
  this._flush((error, data) => {
    if (error) {
      if (callback) callback(error);
      else this.destroy(error);
      return;
    }
    if (data != null) this.push(data);
    this.push(null);
    callback?.();
  });
}

function onPrefinish() {
  if (this._final !== flushAndEnd) flushAndEnd.call(this);
}

Transform.prototype._final = flushAndEnd;

/**
 * Must turn a chunk into output; transforms override it.
 * @param {Buffer|string|*} chunk
 * @param {string} encoding
 * @param {function(Error=, *=)} callback a second argument is pushed
 */
Transform.prototype._transform = function(chunk, encoding, callback) {
  throw new ERR_METHOD_NOT_IMPLEMENTED('_transform()');
};

Transform.prototype._write = function(chunk, encoding, callback) {
  const r = this._readableState;
  const w = this._writableState;
  const before = r.length;
  this._transform(chunk, encoding, (error, output) => {
    if (error) {
      callback(error);
      return;
    }
    if (output != null) this.push(output);
    // More input comes when there is room for its output.
    if (r.ended) {
      // After the output has ended a failure to push is heard first.
      process.nextTick(callback);
    } else if (w.ended || before === r.length || r.length < r.highWaterMark) {
      callback();
    } else {
      this[kPendingWrite] = callback;
    }
  });
};

Transform.prototype._read = function() {
  const callback = this[kPendingWrite];
  if (!callback) return;
  this[kPendingWrite] = null;
  callback();
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
