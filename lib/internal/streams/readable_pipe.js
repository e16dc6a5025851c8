'use strict';
/**
 * Readable's pipe, unpipe and wrap.
 *
 * @module internal/streams/readable_pipe
 */

const { Readable } = require('internal/streams/readable');
const { prependListener } = require('internal/streams/legacy');
const { noPipes } = require('internal/streams/readable_state');
const { destroyer, errorOrDestroy } = require('internal/streams/destroy');

/** One source flowing into one destination. */
class Pipe {
  constructor(source, dest, endsDest) {
    this.source = source;
    this.dest = dest;
    this.removed = false;
    this.waitsForDrain = false;

    this.onData = (chunk) => {
      let hasRoom;
      try {
        hasRoom = dest.write(chunk);
      } catch (error) {
        // The chunk is not of a kind that the destination takes.
        dest.destroy(error);
        return;
      }
      if (hasRoom === false) this.pause();
    };
    this.onDrain = () => this.drained();
    this.onError = (error) => this.failed(error);
    this.onClose = () => {
      dest.removeListener('finish', this.onFinish);
      source.unpipe(dest);
    };
    this.onFinish = () => {
      dest.removeListener('close', this.onClose);
      source.unpipe(dest);
    };
    this.onUnpipe = (readable, info) => {
      if (readable === source && info && info.hasUnpiped === false) {
        info.hasUnpiped = true;
        this.remove();
      }
    };
    this.onEnd = endsDest ? () => dest.end() : () => source.unpipe(dest);
  }

  start() {
    const { source, dest } = this;
    if (source._readableState.endEmitted) process.nextTick(this.onEnd);
    else source.once('end', this.onEnd);
    dest.on('unpipe', this.onUnpipe);
    source.on('data', this.onData);
    // Before the program's own listeners, which may not expect to be called
    // for a stream that is still piped into.
    prependListener(dest, 'error', this.onError);
    dest.once('close', this.onClose);
    dest.once('finish', this.onFinish);
    dest.emit('pipe', source);

    if (dest.writableNeedDrain === true) this.pause();
    else if (!source._readableState.flowing) source.resume();
  }

  /** The destination is full: the source waits for its 'drain'. */
  pause() {
    const { source, dest } = this;
    if (!this.removed) {
      const state = source._readableState;
      if (state.pipes.length === 1 && state.pipes[0] === dest) {
        state.awaitDrainWriters = dest;
        state.multiAwaitDrain = false;
      } else if (state.pipes.length > 1 && state.pipes.includes(dest)) {
        state.awaitDrainWriters.add(dest);
      }
      source.pause();
    }
    if (!this.waitsForDrain) {
      this.waitsForDrain = true;
      dest.on('drain', this.onDrain);
    }
  }

  drained() {
    const { source, dest } = this;
    const state = source._readableState;
    // pipe() may have been called twice with one destination.
    if (state.awaitDrainWriters === dest) state.awaitDrainWriters = null;
    else if (state.multiAwaitDrain) state.awaitDrainWriters.delete(dest);
    if ((!state.awaitDrainWriters || state.awaitDrainWriters.size === 0) &&
        source.listenerCount('data')) {
      source.resume();
    }
  }

  failed(error) {
    const { source, dest } = this;
    source.unpipe(dest);
    dest.removeListener('error', this.onError);
    if (dest.listenerCount('error') > 0) return;
    const state = dest._writableState || dest._readableState;
    if (state && !state.errorEmitted) errorOrDestroy(dest, error);
    else dest.emit('error', error);
  }

  remove() {
    const { source, dest } = this;
    dest.removeListener('close', this.onClose);
    dest.removeListener('finish', this.onFinish);
    if (this.waitsForDrain) dest.removeListener('drain', this.onDrain);
    dest.removeListener('error', this.onError);
    dest.removeListener('unpipe', this.onUnpipe);
    source.removeListener('end', this.onEnd);
    source.removeListener('data', this.onData);
    this.removed = true;
    // The source must not wait for a drain that nobody hears any more.
    if (this.waitsForDrain && source._readableState.awaitDrainWriters &&
        (!dest._writableState || dest._writableState.needDrain)) {
      this.drained();
    }
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
  const state = this._readableState;
  if (state.pipes.length === 1 && !state.multiAwaitDrain) {
    state.multiAwaitDrain = true;
    state.awaitDrainWriters =
      new Set(state.awaitDrainWriters ? [state.awaitDrainWriters] : []);
  }
  if (state.pipes.length === 0) state.pipes = [dest];
  else state.pipes.push(dest);

  const endsDest = (!options || options.end !== false) &&
    dest !== process.stdout && dest !== process.stderr;
  new Pipe(this, dest, endsDest).start();
  return dest;
};

/**
 * Ends the flow into one destination, or into all.
 * @param {Writable} [dest]
 * @returns {this}
 */
Readable.prototype.unpipe = function unpipe(dest) {
  const state = this._readableState;
  if (state.pipes.length === 0) return this;

  if (!dest) {
    const dests = state.pipes;
    state.pipes = noPipes;
    this.pause();
    for (const each of dests) each.emit('unpipe', this, { hasUnpiped: false });
    return this;
  }

  const index = state.pipes.indexOf(dest);
  if (index === -1) return this;
  state.pipes.splice(index, 1);
  if (state.pipes.length === 0) this.pause();
  dest.emit('unpipe', this, { hasUnpiped: false });
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
