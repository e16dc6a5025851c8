'use strict';
/**
 * Readable's pipe, unpipe and wrap.
 *
 * @module internal/streams/readable_pipe
 */

const { Readable } = require('internal/streams/readable');
const { prependListener } = require('internal/streams/legacy');
const { destroyer, errorOrDestroy } = require('internal/streams/destroy');

/** One source flowing into one destination. */
class Pipe {
  constructor(source, dest, endsDest) {
    this.source = source;
    this.dest = dest;
    this.isRemoved = false;
    /** Whether there is a listener of 'drain', which comes when needed. */
    this.hearsDrain = false;
    this.onData = (chunk) => this.write(chunk);
    this.onEnd = endsDest ? () => dest.end() : () => source.unpipe(dest);
    this.onDrain = () => this.goOn();
    this.onError = (error) => this.fail(error);
    this.onUnpipe = (readable, info) => {
      if (readable !== source || info?.hasUnpiped !== false) return;
      info.hasUnpiped = true;
      this.remove();
    };
    // 'finish' and 'close' both end it; one is enough.
    this.onOver = () => {
      this.forgetOver();
      source.unpipe(dest);
    };
  }

  start() {
    const { source, dest } = this;
    const state = source._readableState;
    if (state.endEmitted) process.nextTick(this.onEnd);
    else source.once('end', this.onEnd);
    source.on('data', this.onData);
    dest.on('unpipe', this.onUnpipe);
    for (const type of ['close', 'finish']) dest.on(type, this.onOver);
    // Before the program's own listeners, which may not expect to be called
    // for a stream that is still piped into.
    prependListener(dest, 'error', this.onError);
    dest.emit('pipe', source);

    if (dest.writableNeedDrain === true) this.hold();
    else if (!state.flowing) source.resume();
  }

  write(chunk) {
    let hasRoom;
    try {
      hasRoom = this.dest.write(chunk);
    } catch (error) {
      // The chunk is not of a kind that the destination takes.
      this.dest.destroy(error);
      return;
    }
    if (hasRoom === false) this.hold();
  }

  /** The destination is full: the source waits for its 'drain'. */
  hold() {
    if (!this.isRemoved) {
      this.source._readableState.awaitDrain(this.dest);
      this.source.pause();
    }
    if (this.hearsDrain) return;
    this.hearsDrain = true;
    this.dest.on('drain', this.onDrain);
  }

  goOn() {
    const { source, dest } = this;
    const hasDrained = source._readableState.hasDrained(dest);
    if (hasDrained && source.listenerCount('data') > 0) source.resume();
  }

  fail(error) {
    const { source, dest } = this;
    source.unpipe(dest);
    dest.removeListener('error', this.onError);
    // Whoever else listens deals with it; else it must not be lost.
    if (dest.listenerCount('error') > 0) return;
    const side = dest._writableState ?? dest._readableState;
    const isOurs = Boolean(side) && !side.errorEmitted;
    if (isOurs) errorOrDestroy(dest, error);
    else dest.emit('error', error);
  }

  forgetOver() {
    for (const type of ['close', 'finish']) {
      this.dest.removeListener(type, this.onOver);
    }
  }

  remove() {
    const { source, dest } = this;
    this.isRemoved = true;
    source.removeListener('data', this.onData);
    source.removeListener('end', this.onEnd);
    this.forgetOver();
    dest.removeListener('unpipe', this.onUnpipe);
    dest.removeListener('error', this.onError);
    if (!this.hearsDrain) return;
    dest.removeListener('drain', this.onDrain);
    // The source must not wait for a drain that nobody hears any more.
    const isFull = dest._writableState?.needDrain ?? true;
    if (isFull && source._readableState.awaitDrainWriters) this.goOn();
  }
}

/**
 * Lets the data flow into a writable, at the pace that it takes.
 *
 * @param {Writable} dest
 * @param {{end?: boolean}} [options] end: false leaves dest open at the end
 * @returns {Writable} dest
 */
Readable.prototype.pipe = function pipe(dest, options) {
  this._readableState.addPipe(dest);
  // Those two belong to the process.
  const isStandard = dest === process.stdout || dest === process.stderr;
  new Pipe(this, dest, options?.end !== false && !isStandard).start();
  return dest;
};

/**
 * Ends the flow into one destination, or into all.
 * @param {Writable} [dest]
 * @returns {this}
 */
Readable.prototype.unpipe = function unpipe(dest) {
  const state = this._readableState;
  const removed = state.removePipes(dest);
  if (removed.length > 0 && state.pipes.length === 0) this.pause();
  for (const each of removed) each.emit('unpipe', this, { hasUnpiped: false });
  return this;
};

/**
 * Reads from an old-style stream, one that only emits 'data' and pauses.
 * @param {EventEmitter} stream
 * @returns {this}
 */
Readable.prototype.wrap = function wrap(stream) {
  let paused = false;

  stream.on('data', (chunk) => {
    if (!this.push(chunk) && stream.pause) {
      paused = true;
      stream.pause();
    }
  });
  stream.on('end', () => this.push(null));
  stream.on('error', (error) => errorOrDestroy(this, error));
  stream.on('close', () => destroyer(this));
  stream.on('destroy', () => destroyer(this));

  this._read = () => {
    if (paused && stream.resume) {
      paused = false;
      stream.resume();
    }
  };
  // Methods that this stream lacks are the other's.
  for (const name of Object.keys(stream)) {
    if (this[name] === undefined && typeof stream[name] === 'function') {
      this[name] = stream[name].bind(stream);
    }
  }
  return this;
};

/**
 * A Readable on an old-style stream.
 * @param {EventEmitter} source
 * @param {object} [options] of the Readable
 * @returns {Readable}
 */
Readable.wrap = function(source, options) {
  return new Readable({
    objectMode: source.readableObjectMode ?? source.objectMode ?? true,
    ...options,
    destroy(error, callback) {
      destroyer(source, error);
      callback(error);
    },
  }).wrap(source);
};
