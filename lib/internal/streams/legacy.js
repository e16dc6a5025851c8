'use strict';
/**
 * Stream: what all streams inherit, and the oldest kind of pipe.
 *
 * @module internal/streams/legacy
 */

const EventEmitter = require('events');
const { presetListeners } = require('internal/listener_map');

/** @param {{captureRejections?: boolean}} [options] */
function Stream(options) {
  EventEmitter.call(this, options);
}
Object.setPrototypeOf(Stream.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Stream, EventEmitter);

/**
 * Writes each 'data' event to a destination, without regard to buffers: the
 * source pauses, if it can, until the destination drains.
 *
 * @param {object} dest has write, end and the events of a writable
 * @param {{end?: boolean}} [options] end: false keeps the destination open
 * @returns {object} dest
 */
Stream.prototype.pipe = function pipe(dest, options) {
  const source = this;
  let ended = false;

  function onData(chunk) {
    if (dest.writable && dest.write(chunk) === false && source.pause) {
      source.pause();
    }
  }
  function onDrain() {
    if (source.readable && source.resume) source.resume();
  }
  function onEnd() {
    if (ended) return;
    ended = true;
    dest.end();
  }
  function onClose() {
    if (ended) return;
    ended = true;
    if (typeof dest.destroy === 'function') dest.destroy();
  }
  function onError(error) {
    cleanup();
    if (EventEmitter.listenerCount(this, 'error') === 0) {
      // Nobody else handles it: it is thrown.
      this.emit('error', error);
    }
  }
  function cleanup() {
    source.removeListener('data', onData);
    dest.removeListener('drain', onDrain);
    source.removeListener('end', onEnd);
    source.removeListener('close', onClose);
    source.removeListener('error', onError);
    dest.removeListener('error', onError);
    source.removeListener('end', cleanup);
    source.removeListener('close', cleanup);
    dest.removeListener('close', cleanup);
  }

  source.on('data', onData);
  dest.on('drain', onDrain);
  // stdout and stderr are never ended.
  if (!dest._isStdio && (!options || options.end !== false)) {
    source.on('end', onEnd);
    source.on('close', onClose);
  }
  prependListener(source, 'error', onError);
  prependListener(dest, 'error', onError);
  source.on('end', cleanup);
  source.on('close', cleanup);
  dest.on('close', cleanup);

  dest.emit('pipe', source);
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
    return emitter.prependListener(type, listener);
  }
  const existing = emitter._events?.[type];
  if (!existing) emitter.on(type, listener);
  else if (Array.isArray(existing)) existing.unshift(listener);
  else emitter._events[type] = [listener, existing];
  return emitter;
}

module.exports = {
  DuplexListeners,
  ReadableListeners,
  Stream,
  WritableListeners,
  initEvents,
  prependListener,
};
