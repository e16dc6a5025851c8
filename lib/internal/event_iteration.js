'use strict';
/**
 * events.once and events.on: events as a promise and as an async iterator.
 *
 * @module internal/event_iteration
 */

const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const {
  validateAbortSignal,
  validateInteger,
  validateObject,
} = require('internal/validators');
const { Queue } = require('internal/queue');

/** Key of the water marks on an iterator of events.on. */
const kWatermarkData = Symbol('nodejs.watermarkData');

/** Adds a listener to an EventEmitter or EventTarget. */
function listen(target, type, listener, flags) {
  if (typeof target.on === 'function') {
    if (flags?.once) target.once(type, listener);
    else target.on(type, listener);
  } else if (typeof target.addEventListener === 'function') {
    target.addEventListener(type, listener, flags);
  } else {
    throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', target);
  }
}

/** Removes what `listen` added. */
function unlisten(target, type, listener, flags) {
  if (typeof target.removeListener === 'function') {
    target.removeListener(type, listener);
  } else if (typeof target.removeEventListener === 'function') {
    target.removeEventListener(type, listener, flags);
  } else {
    throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', target);
  }
}

/** Listener flags of a call that another listener cannot stop. */
function persistentOnce() {
  const { kResistStopPropagation } = require('web/event_target');
  return { __proto__: null, once: true, [kResistStopPropagation]: true };
}

function readSignal(options) {
  validateObject(options, 'options');
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) {
    throw new AbortError(undefined, { cause: signal.reason });
  }
  return signal;
}

/**
 * Waits for an event.
 *
 * @param {EventEmitter|EventTarget} emitter
 * @param {string|symbol} name
 * @param {{signal?: AbortSignal}} [options]
 * @returns {Promise<any[]>} the arguments of the event; rejected by an 'error'
 *   event, unless that is what is waited for
 */
async function once(emitter, name, options = {}) {
  const signal = readSignal(options);
  return new Promise((resolve, reject) => {
    const settle = () => {
      if (typeof emitter.removeListener === 'function') {
        emitter.removeListener('error', onError);
      }
      if (signal !== undefined) unlisten(signal, 'abort', onAbort);
    };
    const onEvent = (...args) => {
      settle();
      resolve(args);
    };
    const onError = (error) => {
      settle();
      emitter.removeListener(name, onEvent);
      reject(error);
    };
    const onAbort = () => {
      settle();
      unlisten(emitter, name, onEvent);
      reject(new AbortError(undefined, { cause: signal.reason }));
    };

    listen(emitter, name, onEvent, persistentOnce());
    if (name !== 'error' && typeof emitter.once === 'function') {
      // A target that is no EventEmitter has no special 'error' event.
      emitter.once('error', onError);
    }
    if (signal !== undefined) {
      listen(signal, 'abort', onAbort, persistentOnce());
    }
  });
}

const asyncIteratorPrototype = Object.getPrototypeOf(
  Object.getPrototypeOf(async function* () {}).prototype);

/**
 * Iterates over events as they come.
 *
 * Events that nobody has asked for yet are kept; a source that can pause is
 * paused while more than highWaterMark are.
 *
 * @param {EventEmitter|EventTarget} emitter
 * @param {string|symbol} event
 * @param {{signal?: AbortSignal, close?: string[], highWaterMark?: number,
 *   lowWaterMark?: number}} [options] close: events that end the iteration
 * @returns {AsyncIterableIterator<any[]>}
 */
function on(emitter, event, options = {}) {
  const signal = readSignal(options);
  const high = options.highWaterMark ?? options.highWatermark ??
    Number.MAX_SAFE_INTEGER;
  validateInteger(high, 'options.highWaterMark', 1);
  const low = options.lowWaterMark ?? options.lowWatermark ?? 1;
  validateInteger(low, 'options.lowWaterMark', 1);

  const arrived = new Queue();
  const waiting = new Queue();
  const registered = [];
  let paused = false;
  let error = null;
  let finished = false;

  function register(target, type, listener, flags) {
    listen(target, type, listener, flags);
    registered.push([target, type, listener]);
  }

  function onEvent(...args) {
    const request = waiting.shift();
    if (request !== undefined) {
      request.resolve({ value: args, done: false });
      return;
    }
    arrived.push(args);
    if (!paused && arrived.size > high) {
      paused = true;
      emitter.pause();
    }
  }

  function onError(reason) {
    const request = waiting.shift();
    if (request !== undefined) request.reject(reason);
    else error = reason;
    close();
  }

  function onAbort() {
    onError(new AbortError(undefined, { cause: signal.reason }));
  }

  function close() {
    for (const [target, type, listener] of registered.splice(0)) {
      unlisten(target, type, listener);
    }
    finished = true;
    const done = { value: undefined, done: true };
    for (let request; (request = waiting.shift()) !== undefined;) {
      request.resolve(done);
    }
    return Promise.resolve(done);
  }

  const iterator = {
    __proto__: asyncIteratorPrototype,
    next() {
      if (arrived.size > 0) {
        const value = arrived.shift();
        if (paused && arrived.size < low) {
          emitter.resume();
          paused = false;
        }
        return Promise.resolve({ value, done: false });
      }
      if (error !== null) {
        const rejected = Promise.reject(error);
        error = null;
        return rejected;
      }
      if (finished) return close();
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
      });
    },
    return() {
      return close();
    },
    throw(reason) {
      if (!reason || !(reason instanceof Error)) {
        throw new ERR_INVALID_ARG_TYPE(
          'EventEmitter.AsyncIterator', 'Error', reason);
      }
      onError(reason);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [kWatermarkData]: {
      get size() { return arrived.size; },
      get low() { return low; },
      get high() { return high; },
      get isPaused() { return paused; },
    },
  };

  register(emitter, event, onEvent);
  if (event !== 'error' && typeof emitter.on === 'function') {
    register(emitter, 'error', onError);
  }
  for (const type of options.close ?? []) register(emitter, type, close);
  if (signal !== undefined) {
    register(signal, 'abort', onAbort, persistentOnce());
  }
  return iterator;
}

module.exports = { on, once, kWatermarkData };
