'use strict';

/**
 * The asynchronous context of the running code, for whoever defers work.
 *
 * The context is V8's continuation data: promise reactions restore it by
 * themselves; everything else that calls back later (ticks, timers, native
 * completions) captures it when the work is queued and runs the callback in
 * it. Until the first AsyncLocalStorage is used nothing can differ between
 * contexts, so capturing is a single test of a variable.
 *
 * Native contract, binding 'task':
 *   getContinuationData(): any          the current value (undefined at first)
 *   setContinuationData(value: any)     replaces it
 *   useContexts(empty: any): void       sets it to `empty`, with which from now
 *                                       on each task begins. It must not be
 *                                       undefined: V8 takes that for nothing to
 *                                       restore.
 */

const { getContinuationData, setContinuationData, useContexts } =
  binding('task');

/** Shared and never written. */
const kNoArguments = [];

let inUse = false;

/**
 * Called by users of contexts before they set one.
 * @param {any} empty the context of those who set none
 */
function enable(empty) {
  if (inUse) return;
  inUse = true;
  useContexts(empty);
  require('internal/async/promise_hooks').keepContextsOfThenables();
}

/** False as long as there is only one context, the empty one. */
function contextsInUse() {
  return inUse;
}

/** The context to hand to `runInContext` later; undefined when unused. */
function captureContext() {
  return inUse ? getContinuationData() : undefined;
}

/**
 * Calls `fn.apply(thisArg, args)` in a context captured earlier.
 * @param {any} context what captureContext() returned
 * @param {Function} fn
 * @param {any} thisArg
 * @param {any[]} [args]
 */
function runInContext(context, fn, thisArg, args) {
  if (!inUse) {
    return Reflect.apply(fn, thisArg, args ?? kNoArguments);
  }
  const outer = getContinuationData();
  if (outer === context) {
    return Reflect.apply(fn, thisArg, args ?? kNoArguments);
  }
  setContinuationData(context);
  try {
    return Reflect.apply(fn, thisArg, args ?? kNoArguments);
  } finally {
    setContinuationData(outer);
  }
}

/**
 * The same for a callback with which a task begins, or goes on behind others:
 * what it throws ends as an uncaught error, whose handlers run in the context
 * that it was thrown in.
 */
function runTaskInContext(context, fn, thisArg, args) {
  if (!inUse) {
    return Reflect.apply(fn, thisArg, args ?? kNoArguments);
  }
  const outer = getContinuationData();
  setContinuationData(context);
  const result = Reflect.apply(fn, thisArg, args ?? kNoArguments);
  setContinuationData(outer);
  return result;
}

/**
 * For a callback that another task calls: in the context of now.
 * @param {Function} fn
 * @returns {Function} `fn` itself as long as there is only one context
 */
function bindTask(fn) {
  if (!inUse) return fn;
  const context = getContinuationData();
  return (...args) => runTaskInContext(context, fn, undefined, args);
}

exports.bindTask = bindTask;
exports.enable = enable;
exports.contextsInUse = contextsInUse;
exports.captureContext = captureContext;
exports.runInContext = runInContext;
exports.runTaskInContext = runTaskInContext;
exports.getContext = getContinuationData;
exports.setContext = setContinuationData;
