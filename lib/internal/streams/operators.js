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
} = require('internal/errors');
const {
  validateAbortSignal,
  validateInteger,
  validateObject,
} = require('internal/validators');
const { Queue } = require('internal/queue');
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
  return mapConcurrently(this, fn, options?.signal, concurrency,
                         ahead + concurrency);
}

async function* mapConcurrently(stream, fn, outerSignal, concurrency, limit) {
  const controller = new AbortController();
  const signal = outerSignal ?
    AbortSignal.any([outerSignal, controller.signal]) : controller.signal;
  const fnOptions = { signal };
  const results = new Queue();
  let running = 0;
  let stopped = false;
  let wakeReader = null;
  let wakeSource = null;

  const tellReader = () => {
    if (wakeReader === null) return;
    wakeReader();
    wakeReader = null;
  };
  const tellSource = () => {
    if (wakeSource !== null && !stopped && running < concurrency &&
        results.size < limit) {
      wakeSource();
      wakeSource = null;
    }
  };
  const onCallDone = () => {
    running--;
    tellSource();
  };
  const onCallFailed = () => {
    stopped = true;
    onCallDone();
  };

  const kEnd = Symbol('kEnd');
  async function pump() {
    try {
      for await (const chunk of stream) {
        if (stopped) return;
        throwIfAborted(signal);
        let result;
        try {
          result = fn(chunk, fnOptions);
          if (result === kDropped) continue;
          result = Promise.resolve(result);
        } catch (error) {
          result = Promise.reject(error);
        }
        running++;
        result.then(onCallDone, onCallFailed);
        results.push(result);
        tellReader();
        if (!stopped && (results.size >= limit || running >= concurrency)) {
          await new Promise((resolve) => {
            wakeSource = resolve;
          });
        }
      }
      results.push(kEnd);
    } catch (error) {
      const failed = Promise.reject(error);
      failed.then(undefined, onCallFailed);
      running++;
      results.push(failed);
    } finally {
      stopped = true;
      tellReader();
    }
  }

  pump();
  try {
    for (;;) {
      while (results.size > 0) {
        const value = await results.peek();
        if (value === kEnd) return;
        throwIfAborted(signal);
        if (value !== kDropped) yield value;
        results.shift();
        tellSource();
      }
      await new Promise((resolve) => {
        wakeReader = resolve;
      });
    }
  } finally {
    controller.abort();
    stopped = true;
    if (wakeSource !== null) {
      wakeSource();
      wakeSource = null;
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
