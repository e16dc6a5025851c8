'use strict';
/**
 * Readable's operators: map, filter, reduce and their kind, as iterator helpers
 * have them, with concurrency and an AbortSignal.
 *
 * @module internal/streams/operators
 */

const {
  AbortError,
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_MISSING_ARGS,
    ERR_OUT_OF_RANGE,
  },
} = require('internal/errors/errors');
const {
  validateAbortSignal,
  validateInteger,
  validateObject,
} = require('internal/util/validators');
const { Held } = require('internal/streams/held');
const { Queue } = require('internal/util/queue');
const { isNodeStream, isWritable } = require('internal/streams/utils');

/** What `filter` puts in the place of a chunk that it drops. */
const kDropped = Symbol('kDropped');

function validateFn(fn) {
  if (typeof fn !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('fn', ['Function', 'AsyncFunction'], fn);
  }
}

function validateOptions(options) {
  if (options != null) validateObject(options, 'options');
  if (options?.signal != null) {
    validateAbortSignal(options.signal, 'options.signal');
  }
}

function throwIfAborted(signal) {
  if (signal?.aborted) {
    throw new AbortError(undefined, { cause: signal.reason });
  }
}

/** A count given as anything that converts to a number of at least 0. */
function toCount(value) {
  const number = Number(value);
  if (Number.isNaN(number)) return 0;
  if (number < 0) throw new ERR_OUT_OF_RANGE('number', '>= 0', number);
  return number;
}

/**
 * Calls fn for each chunk, up to `concurrency` calls at a time, in order.
 *
 * @param {function(*, {signal: AbortSignal})} fn
 * @param {{concurrency?: number, highWaterMark?: number,
 *   signal?: AbortSignal}} [options] highWaterMark: results kept beyond
 *   those in progress
 */
function mapChunks(fn, options) {
  validateFn(fn);
  validateOptions(options);
  const concurrency = options?.concurrency != null ?
    Math.floor(options.concurrency) : 1;
  const ahead = options?.highWaterMark != null ?
    Math.floor(options.highWaterMark) : concurrency - 1;
  validateInteger(concurrency, 'options.concurrency', 1);
  validateInteger(ahead, 'options.highWaterMark', 0);
  return new ConcurrentMap(this, fn, options?.signal, concurrency,
                           ahead + concurrency).results();
}

/** How the reading of the source of a map is doing. */
const kReading = 0;
/** It waits: enough calls are running, or enough results wait. */
const kFull = 1;
/** The source has ended, a call has failed, or nobody wants more. */
const kStopped = 2;

/** Stands behind the last result. */
const kLast = Symbol('kLast');

/**
 * Calls a function for each chunk of a stream. One loop, `feed`, makes calls
 * and queues their promises; the other, `results`, takes them from the queue.
 */
class ConcurrentMap {
  /**
   * @param {number} concurrency most calls that run at one time
   * @param {number} most that are queued, running or not
   */
  constructor(source, fn, outerSignal, concurrency, most) {
    this.source = source;
    this.fn = fn;
    this.concurrency = concurrency;
    this.most = most;
    this.controller = new AbortController();
    const { signal } = this.controller;
    this.signal = outerSignal ?
      AbortSignal.any([outerSignal, signal]) : signal;
    this.queue = new Queue();
    this.running = 0;
    this.phase = kReading;
    /** The feeding loop, while it waits for room. */
    this.room = new Held();
    /** The loop of results, while the queue is empty. */
    this.arrival = new Held();
    this.onSettled = () => {
      this.running--;
      this.makeRoom();
    };
    this.onFailed = () => {
      this.stop();
      this.running--;
    };
  }

  isFull() {
    return this.running >= this.concurrency || this.queue.size >= this.most;
  }

  makeRoom() {
    if (this.phase !== kFull || this.isFull()) return;
    this.phase = kReading;
    this.room.release();
  }

  stop() {
    this.phase = kStopped;
  }

  /** Lets the feeding loop see that it has stopped. */
  stopFeeding() {
    this.stop();
    this.controller.abort();
    this.room.release();
  }

  queueResult(promise) {
    this.running++;
    promise.then(this.onSettled, this.onFailed);
    this.queue.push(promise);
    this.arrival.release();
  }

  call(chunk) {
    let result;
    try {
      result = this.fn(chunk, { signal: this.signal });
    } catch (error) {
      this.queueResult(Promise.reject(error));
      return;
    }
    if (result !== kDropped) this.queueResult(Promise.resolve(result));
  }

  async feed() {
    try {
      for await (const chunk of this.source) {
        if (this.phase === kStopped) return;
        throwIfAborted(this.signal);
        this.call(chunk);
        if (this.phase === kReading && this.isFull()) {
          this.phase = kFull;
          await this.room.wait();
        }
      }
      this.queue.push(kLast);
    } catch (error) {
      this.queueResult(Promise.reject(error));
    } finally {
      this.stop();
      this.arrival.release();
    }
  }

  async* results() {
    this.feed();
    try {
      for (;;) {
        if (this.queue.size === 0) await this.arrival.wait();
        const result = await this.queue.peek();
        if (result === kLast) return;
        throwIfAborted(this.signal);
        if (result !== kDropped) yield result;
        this.queue.shift();
        this.makeRoom();
      }
    } finally {
      this.stopFeeding();
    }
  }
}

function map(fn, options = undefined) {
  return mapChunks.call(this, fn, options);
}

function filter(fn, options = undefined) {
  validateFn(fn);
  return mapChunks.call(this, async (value, fnOptions) => (
    await fn(value, fnOptions) ? value : kDropped
  ), options);
}

async function forEach(fn, options = undefined) {
  validateFn(fn);
  const calls = mapChunks.call(this, async (value, fnOptions) => {
    await fn(value, fnOptions);
    return kDropped;
  }, options);
  for await (const _ of calls);
}

async function some(fn, options = undefined) {
  for await (const _ of filter.call(this, fn, options)) return true;
  return false;
}

async function every(fn, options = undefined) {
  validateFn(fn);
  return !(await some.call(this, async (...args) => !(await fn(...args)),
                           options));
}

async function find(fn, options = undefined) {
  for await (const value of filter.call(this, fn, options)) return value;
  return undefined;
}

/** Says that a reduction without initial value needs at least one chunk. */
class EmptyReduction extends ERR_MISSING_ARGS {
  constructor() {
    super('reduce');
    Object.defineProperty(this, 'message', {
      __proto__: null,
      value: 'Reduce of an empty stream requires an initial value',
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
}

async function reduce(reducer, initial, options = undefined) {
  validateFn(reducer);
  validateOptions(options);
  const hasInitial = arguments.length > 1;
  if (options?.signal?.aborted) {
    const error = new AbortError(undefined, { cause: options.signal.reason });
    // The stream ends with it; nobody else needs to hear.
    this.once('error', () => {});
    await require('internal/streams/end_of_stream')
      .finished(this.destroy(error)).catch(() => {});
    throw error;
  }

  const controller = new AbortController();
  const { signal } = controller;
  if (options?.signal) {
    const { kResistStopPropagation } = require('web/event_target');
    options.signal.addEventListener('abort', () => controller.abort(), {
      once: true, [kResistStopPropagation]: true,
    });
  }
  let value = initial;
  let isEmpty = !hasInitial;
  try {
    for await (const chunk of this) {
      if (options?.signal?.aborted) throw new AbortError();
      if (isEmpty) value = chunk;
      else value = await reducer(value, chunk, { signal });
      isEmpty = false;
    }
    if (isEmpty) throw new EmptyReduction();
  } finally {
    controller.abort();
  }
  return value;
}

async function toArray(options = undefined) {
  validateOptions(options);
  const result = [];
  for await (const chunk of this) {
    throwIfAborted(options?.signal);
    result.push(chunk);
  }
  return result;
}

function flatMap(fn, options = undefined) {
  const values = map.call(this, fn, options);
  return (async function* () {
    for await (const value of values) yield* value;
  })();
}

function drop(number, options = undefined) {
  validateOptions(options);
  let left = toCount(number);
  const stream = this;
  return (async function* () {
    throwIfAborted(options?.signal);
    for await (const chunk of stream) {
      throwIfAborted(options?.signal);
      if (left-- <= 0) yield chunk;
    }
  })();
}

function take(number, options = undefined) {
  validateOptions(options);
  let left = toCount(number);
  const stream = this;
  return (async function* () {
    throwIfAborted(options?.signal);
    for await (const chunk of stream) {
      throwIfAborted(options?.signal);
      if (left-- > 0) yield chunk;
      // No chunk more is asked for than is taken.
      if (left <= 0) return;
    }
  })();
}

function compose(stream, options = undefined) {
  validateOptions(options);
  if (isNodeStream(stream) && !isWritable(stream)) {
    throw new ERR_INVALID_ARG_VALUE('stream', stream, 'must be writable');
  }
  const composed = require('internal/streams/compose').compose(this, stream);
  if (options?.signal) {
    require('internal/streams/add_abort_signal')
      .attachSignal(options.signal, composed);
  }
  return composed;
}

module.exports = {
  compose,
  /** Each gives an iterable, of which Readable makes a stream. */
  streamOperators: { drop, filter, flatMap, map, take },
  promiseOperators: { every, find, forEach, reduce, some, toArray },
};
