'use strict';

/**
 * node:timers/promises: the timer functions as promises and async iterators.
 */

const {
  Timeout,
  Immediate,
  start,
} = require('internal/timers/timers');
const {
  AbortError,
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS },
} = require('internal/errors/errors');
const {
  validateAbortSignal,
  validateBoolean,
  validateNumber,
  validateObject,
} = require('internal/util/validators');

const kEmpty = Object.freeze({ __proto__: null });

/** Checks the options that all of these functions share. */
function readOptions(options) {
  validateObject(options, 'options');
  const { signal, ref = true } = options;
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  validateBoolean(ref, 'options.ref');
  return { signal, ref };
}

function abortError(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}

/**
 * A promise that `begin(fulfil)` fulfils, unless `signal` aborts first.
 * @param {AbortSignal|undefined} signal
 * @param {(fulfil: () => void) => object} begin starts and returns the timer
 * @param {(timer: object) => void} clear
 * @param {any} value of the fulfilled promise
 */
function wait(signal, begin, clear, value) {
  if (signal === undefined) {
    return new Promise((resolve) => begin(() => resolve(value)));
  }
  if (signal.aborted) return Promise.reject(abortError(signal));
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clear(timer);
      reject(abortError(signal));
    };
    const timer = begin(() => {
      signal.removeEventListener('abort', onAbort);
      resolve(value);
    });
    signal.addEventListener('abort', onAbort, { __proto__: null, once: true });
  });
}

/**
 * @param {number} [after] milliseconds
 * @param {any} [value]
 * @param {{signal?: AbortSignal, ref?: boolean}} [options]
 * @returns {Promise<any>} fulfilled with `value`
 */
function setTimeout(after, value, options = kEmpty) {
  let checked;
  try {
    if (after !== undefined) validateNumber(after, 'delay');
    checked = readOptions(options);
  } catch (error) {
    return Promise.reject(error);
  }
  const begin = (fulfil) =>
    start(new Timeout(fulfil, after, undefined, false, checked.ref));
  return wait(checked.signal, begin, clearTimeout, value);
}

/**
 * @param {any} [value]
 * @param {{signal?: AbortSignal, ref?: boolean}} [options]
 * @returns {Promise<any>} fulfilled with `value`
 */
function setImmediate(value, options = kEmpty) {
  let checked;
  try {
    checked = readOptions(options);
  } catch (error) {
    return Promise.reject(error);
  }
  const begin = (fulfil) => {
    const immediate = new Immediate(fulfil, undefined);
    if (!checked.ref) immediate.unref();
    return immediate;
  };
  return wait(checked.signal, begin, clearImmediate, value);
}

/**
 * An async iterator that yields `value` once for each interval that passed,
 * also for those that passed while the consumer was busy.
 */
async function* setInterval(after, value, options = kEmpty) {
  if (after !== undefined) validateNumber(after, 'delay');
  const { signal, ref } = readOptions(options);
  if (signal?.aborted) throw abortError(signal);

  let due = 0;
  let wake;
  const timer = start(new Timeout(() => {
    due++;
    wake?.();
  }, after, undefined, true, ref));
  const onAbort = () => {
    clearTimeout(timer);
    wake?.();
  };
  signal?.addEventListener('abort', onAbort, { __proto__: null, once: true });
  try {
    for (;;) {
      for (; due > 0; due--) yield value;
      if (signal?.aborted) throw abortError(signal);
      await new Promise((resolve) => { wake = resolve; });
      wake = undefined;
    }
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

const kScheduler = Symbol('kScheduler');

/** The Scheduling API's scheduler, as far as it concerns a server. */
class Scheduler {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  /** Gives the loop a turn. */
  yield() {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setImmediate();
  }

  wait(delay, options) {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setTimeout(delay, undefined, options);
  }
}

const scheduler = Object.create(Scheduler.prototype);
scheduler[kScheduler] = true;

module.exports = { setTimeout, setImmediate, setInterval, scheduler };
