'use strict';
/**
 * events.once and events.on: events as a promise and as an async iterator.
 *
 * @module internal/events/iteration
 */

const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors/errors');
const {
  validateAbortSignal,
  validateInteger,
  validateObject,
} = require('internal/util/validators');
const { Queue } = require('internal/util/queue');

/** Key of the water marks on an iterator of events.on. */
const kWatermarkData = Symbol('nodejs.watermarkData');

/** How a listener is added and removed, by the kind of what emits. */
const emitterMethods = {
  add: (emitter, type, listener, flags) =>
    (flags?.once ? emitter.once(type, listener) : emitter.on(type, listener)),
  remove: (emitter, type, listener) => emitter.removeListener(type, listener),
};
const targetMethods = {
  add: (target, ...rest) => target.addEventListener(...rest),
  remove: (target, ...rest) => target.removeEventListener(...rest),
};

function methodsOf(object) {
  if (typeof object.on === 'function') return emitterMethods;
  if (typeof object.addEventListener === 'function') return targetMethods;
  throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', object);
}

/** Listeners of one call, which are removed together. */
class Listeners {
  #removals = [];

  add(object, type, listener, flags) {
    const methods = methodsOf(object);
    methods.add(object, type, listener, flags);
    this.#removals.push(() => methods.remove(object, type, listener));
  }

  /** For events that another listener cannot stop. */
  addPersistent(object, type, listener) {
    const { kResistStopPropagation } = require('web/event_target');
    this.add(object, type, listener, {
      __proto__: null, once: true, [kResistStopPropagation]: true,
    });
  }

  removeAll() {
    for (const remove of this.#removals.splice(0)) remove();
  }
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
  const listeners = new Listeners();
  return new Promise((resolve, reject) => {
    const settleWith = (settle) => (value) => {
      listeners.removeAll();
      settle(value);
    };
    const fail = settleWith(reject);
    const succeed = settleWith(resolve);
    listeners.addPersistent(emitter, name, (...args) => succeed(args));
    if (name !== 'error' && typeof emitter.once === 'function') {
      // A target that is no EventEmitter has no special 'error' event.
      listeners.add(emitter, 'error', fail, { once: true });
    }
    if (signal !== undefined) {
      listeners.addPersistent(signal, 'abort', () => {
        fail(new AbortError(undefined, { cause: signal.reason }));
      });
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

  const events = new Events(emitter, { low, high });
  const { listeners } = events;
  listeners.add(emitter, event, (...args) => events.arrive(args));
  if (event !== 'error' && typeof emitter.on === 'function') {
    listeners.add(emitter, 'error', (reason) => events.fail(reason));
  }
  for (const type of options.close ?? []) {
    listeners.add(emitter, type, () => events.close());
  }
  if (signal !== undefined) {
    listeners.addPersistent(signal, 'abort', () => {
      events.fail(new AbortError(undefined, { cause: signal.reason }));
    });
  }
  return iteratorOf(events);
}

/** Events on their way from an emitter to who iterates over them. */
class Events {
  constructor(source, marks) {
    this.source = source;
    this.marks = marks;
    this.listeners = new Listeners();
    /** Those that nobody has asked for yet. */
    this.arrived = new Queue();
    /** Promises of those that have not come yet. */
    this.awaited = new Queue();
    this.isPaused = false;
    this.isClosed = false;
    /** @type {{reason: *}|null} which the next request is rejected with */
    this.failure = null;
  }

  arrive(args) {
    const request = this.awaited.shift();
    if (request !== undefined) {
      request.resolve({ value: args, done: false });
      return;
    }
    this.arrived.push(args);
    if (this.isPaused || this.arrived.size <= this.marks.high) return;
    this.isPaused = true;
    this.source.pause();
  }

  take() {
    const value = this.arrived.shift();
    if (this.isPaused && this.arrived.size < this.marks.low) {
      this.source.resume();
      this.isPaused = false;
    }
    return { value, done: false };
  }

  fail(reason) {
    const request = this.awaited.shift();
    if (request !== undefined) request.reject(reason);
    else this.failure = { reason };
    this.close();
  }

  close() {
    this.isClosed = true;
    this.listeners.removeAll();
    const end = { value: undefined, done: true };
    while (this.awaited.size > 0) this.awaited.shift().resolve(end);
    return end;
  }

  /** @returns {Promise} what comes next; several may be asked for at once */
  next() {
    if (this.arrived.size > 0) return Promise.resolve(this.take());
    const { failure } = this;
    this.failure = null;
    if (failure !== null) return Promise.reject(failure.reason);
    if (this.isClosed) return Promise.resolve(this.close());
    return new Promise((resolve, reject) => {
      this.awaited.push({ resolve, reject });
    });
  }
}

function iteratorOf(events) {
  return {
    __proto__: asyncIteratorPrototype,
    next: () => events.next(),
    return: () => Promise.resolve(events.close()),
    throw(reason) {
      if (!(reason instanceof Error)) {
        throw new ERR_INVALID_ARG_TYPE(
          'EventEmitter.AsyncIterator', 'Error', reason);
      }
      events.fail(reason);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [kWatermarkData]: {
      get size() { return events.arrived.size; },
      get low() { return events.marks.low; },
      get high() { return events.marks.high; },
      get isPaused() { return events.isPaused; },
    },
  };
}

module.exports = { on, once, kWatermarkData };
