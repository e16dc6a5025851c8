'use strict';
/**
 * Duplex: a readable and a writable side that share one object, one error and
 * one end of life, but nothing else.
 *
 * It inherits from Readable; `instanceof Writable` holds too.
 *
 * @module internal/streams/duplex
 */

const {
  DuplexListeners,
  Stream,
  initEvents,
} = require('internal/streams/legacy');
const {
  Readable,
  initReadable,
  startReadable,
} = require('internal/streams/readable');
const { ReadableState } = require('internal/streams/readable_state');
const {
  Writable,
  continueWriting,
  defineWritableProperties,
  initWritable,
} = require('internal/streams/writable');
const { WritableState } = require('internal/streams/writable_state');
const { construct } = require('internal/streams/destroy');

/**
 * @param {object} [options] those of Readable and Writable, and
 *   allowHalfOpen (true): false ends the writable side with the readable one;
 *   readable, writable: false switches a side off; readableObjectMode,
 *   writableObjectMode, readableHighWaterMark, writableHighWaterMark
 */
function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options);
  initEvents(this, DuplexListeners);
  this._readableState = new ReadableState(options, true);
  this._writableState = new WritableState(options, true);
  this.allowHalfOpen = true;
  if (options != null) {
    if (options.allowHalfOpen === false) this.allowHalfOpen = false;
    if (options.readable === false) switchOffReadable(this._readableState);
    if (options.writable === false) switchOffWritable(this._writableState);
    initReadable(this, options);
    initWritable(this, options);
  }
  Stream.call(this, options);
  if (this._construct != null) {
    construct(this, () => continueWriting(this));
  }
  startReadable(this, options);
}
Object.setPrototypeOf(Duplex.prototype, Readable.prototype);
Object.setPrototypeOf(Duplex, Readable);

function switchOffReadable(state) {
  state.readable = false;
  state.ended = true;
  state.endEmitted = true;
}

function switchOffWritable(state) {
  state.writable = false;
  state.ending = true;
  state.ended = true;
  state.finished = true;
}

// What Readable's prototype does not have comes from Writable's.
for (const name of Object.keys(Writable.prototype)) {
  Duplex.prototype[name] ||= Writable.prototype[name];
}
// This one also calls back those whose writes are dropped.
Duplex.prototype.destroy = Writable.prototype.destroy;

defineWritableProperties(Duplex.prototype);
Object.defineProperty(Duplex.prototype, 'destroyed', {
  __proto__: null,
  configurable: true,
  get() {
    if (!this._readableState || !this._writableState) return false;
    return this._readableState.destroyed && this._writableState.destroyed;
  },
  set(value) {
    // Before the constructor ran there is nothing to set.
    if (!this._readableState || !this._writableState) return;
    this._readableState.destroyed = value;
    this._writableState.destroyed = value;
  },
});

module.exports = { Duplex };
