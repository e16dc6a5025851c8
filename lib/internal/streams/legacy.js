'use strict';
/**
 * Stream: what all streams inherit, and the oldest kind of pipe.
 *
 * @module internal/streams/legacy
 */

const EventEmitter = require('events');
const { presetListeners } = require('internal/events/listener_map');

/** @param {{captureRejections?: boolean}} [options] */
function Stream(options) {
  EventEmitter.call(this, options);
}
Object.setPrototypeOf(Stream.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Stream, EventEmitter);

/** One old-style source that writes into one destination. */
class OldPipe {
  constructor(source, dest, endsDest) {
    this.source = source;
    this.dest = dest;
    /** The destination was ended, or destroyed. */
    this.isOver = !endsDest;
    const stop = () => this.stop();
    this.listeners = [
      { of: source, type: 'data', listener: (chunk) => this.write(chunk) },
      { of: dest, type: 'drain', listener: () => this.resume() },
      { of: source, type: 'end', listener: () => this.finish('end') },
      { of: source, type: 'close', listener: () => this.finish('destroy') },
      { of: source, type: 'end', listener: stop },
      { of: source, type: 'close', listener: stop },
      { of: dest, type: 'close', listener: stop },
    ];
    this.errorListeners = [source, dest].map((of) => ({
      of, type: 'error', listener: (error) => this.fail(of, error),
    }));
  }

  start() {
    for (const { of, type, listener } of this.listeners) of.on(type, listener);
    for (const { of, type, listener } of this.errorListeners) {
      prependListener(of, type, listener);
    }
    this.dest.emit('pipe', this.source);
  }

  stop() {
    for (const each of [...this.listeners, ...this.errorListeners]) {
      each.of.removeListener(each.type, each.listener);
    }
  }

  write(chunk) {
    const { source, dest } = this;
    const isFull = dest.writable && dest.write(chunk) === false;
    if (isFull) source.pause?.();
  }

  resume() {
    if (this.source.readable) this.source.resume?.();
  }

  /** @param {'end'|'destroy'} method by which the destination learns of it */
  finish(method) {
    if (this.isOver) return;
    this.isOver = true;
    if (method === 'end') this.dest.end();
    else this.dest.destroy?.();
  }

  /** An error without another listener is thrown. */
  fail(emitter, error) {
    this.stop();
    if (EventEmitter.listenerCount(emitter, 'error') === 0) {
      emitter.emit('error', error);
    }
  }
}

/**
 * Writes each 'data' event to a destination, without regard to buffers: the
 * source pauses, if it can, until the destination drains.
 *
 * @param {object} dest has write, end and the events of a writable
 * @param {{end?: boolean}} [options] end: false keeps the destination open
 * @returns {object} dest
 */
Stream.prototype.pipe = function pipe(dest, options) {
  // stdout and stderr are never ended.
  const endsDest = !dest._isStdio && options?.end !== false;
  new OldPipe(this, dest, endsDest).start();
  return dest;
};

/**
 * Listener maps that have the events of a kind of stream from the start: all
 * streams of the kind share one shape, so that emitting is one load.
 */
function ReadableListeners() {
  this.close = undefined;
  this.error = undefined;
  this.data = undefined;
  this.end = undefined;
  this.readable = undefined;
}
presetListeners(ReadableListeners);

function WritableListeners() {
  this.close = undefined;
  this.error = undefined;
  this.prefinish = undefined;
  this.finish = undefined;
  this.drain = undefined;
}
presetListeners(WritableListeners);

function DuplexListeners() {
  this.close = undefined;
  this.error = undefined;
  this.prefinish = undefined;
  this.finish = undefined;
  this.drain = undefined;
  this.data = undefined;
  this.end = undefined;
  this.readable = undefined;
}
presetListeners(DuplexListeners);

/** Gives a stream its listener map, unless a subclass already has. */
function initEvents(stream, Listeners) {
  if (stream._events !== undefined) return;
  stream._events = new Listeners();
  stream._eventsCount = 0;
}

/** Adds a listener in front, also on emitters that cannot prepend. */
function prependListener(emitter, type, listener) {
  if (typeof emitter.prependListener === 'function') {
    emitter.prependListener(type, listener);
    return;
  }
  const { _events: events } = emitter;
  if (events?.[type]) events[type] = [listener, events[type]].flat();
  else emitter.on(type, listener);
}

module.exports = {
  DuplexListeners,
  ReadableListeners,
  Stream,
  WritableListeners,
  initEvents,
  prependListener,
};
