'use strict';

/**
 * News of promises from V8, for createHook() and for contexts that V8 loses.
 *
 * Native contract, binding 'async':
 *   setPromiseHooks(init, before, after, settled): void
 *     init(promise, parent?)   was made; `parent`: it is its then()'s
 *     before(promise)          a reaction runs that settles it, or the `then` of
 *                              the thenable that it was resolved with
 *     after(promise)
 *     settled(promise)         resolve or reject was called for it
 *   kThenablesKeepContext: number   0: that `then` runs in no context
 */

const { getContext, setContext } = require('internal/async/context');
const { enterExecution, leaveExecution } = require('internal/async/execution');
const {
  currentTrigger,
  kExecutionId,
  kPromiseId,
  kPromiseTrigger,
  newAsyncId,
  state,
} = require('internal/async/ids');
const native = binding('async');

/** Who is told of promises. */
let listener;
/** Promises whose reactions run and were told of, the innermost last. */
const running = [];

/** @returns {number} the id of a promise, which is given one if it has none */
function promiseId(promise) {
  const present = promise[kPromiseId];
  if (present !== undefined) return present;
  const id = newAsyncId();
  promise[kPromiseId] = id;
  promise[kPromiseTrigger] = currentTrigger();
  return id;
}

function onInit(promise, parent) {
  // The cause has the smaller one.
  const trigger = parent === undefined ? currentTrigger() : promiseId(parent);
  const id = newAsyncId();
  promise[kPromiseId] = id;
  promise[kPromiseTrigger] = trigger;
  listener.init(id, trigger, promise);
}

function onBefore(promise) {
  if (!keepsContexts) restoreContext(promise);
  if (listener === undefined) return;
  const id = promiseId(promise);
  running.push(promise);
  enterExecution(id, promise[kPromiseTrigger], promise);
  listener.before(id);
}

function onAfter(promise) {
  if (!keepsContexts) leaveContext(promise);
  if (running.length === 0 || running[running.length - 1] !== promise) {
    // The hooks came while it ran, and have not seen it begin.
    listener?.after(promiseId(promise));
    return;
  }
  // What was thrown away meanwhile has put others in its place.
  const id = promise[kPromiseId];
  if (state[kExecutionId] === id) listener?.after(id);
  running.pop();
  leaveExecution();
  if (running.length === 0 && listener === undefined) install();
}

function onSettled(promise) {
  if (!keepsContexts) noteContext(promise);
  listener?.settled(promiseId(promise));
}

// ---------------------------------------------------------------------------
// Contexts of thenables, for a V8 that does not keep them

let keepsContexts = true;
/** The context of those who set none. */
let emptyContext;
/** Promise → the context in which it was resolved. */
let resolvedIn;
/** What the running `then` belongs to. */
let resolving;

function noteContext(promise) {
  const context = getContext();
  if (context !== undefined && context !== emptyContext) {
    resolvedIn.set(promise, context);
  }
}

function restoreContext(promise) {
  // Only one that waits for a thenable is resolved and runs yet.
  const context = resolvedIn.get(promise);
  if (context === undefined) return;
  resolvedIn.delete(promise);
  resolving = promise;
  setContext(context);
}

function leaveContext(promise) {
  if (resolving !== promise) return;
  resolving = undefined;
  setContext(emptyContext);
}

/**
 * Has the `then` of thenables run in the context in which the promise was
 * resolved with it.
 * @param {any} empty
 */
function keepContextsOfThenables(empty) {
  if (native.kThenablesKeepContext) return;
  keepsContexts = false;
  emptyContext = empty;
  resolvedIn = new WeakMap();
  install();
}

// ---------------------------------------------------------------------------

function install() {
  const observes = listener !== undefined;
  const carries = !keepsContexts;
  native.setPromiseHooks(
    observes ? onInit : undefined,
    observes || carries ? onBefore : undefined,
    // Who has entered must leave.
    observes || carries || running.length > 0 ? onAfter : undefined,
    observes || carries ? onSettled : undefined);
}

/**
 * @param {{init(id, triggerId, promise), before(id), after(id),
 *          settled(id)}|undefined} functions undefined: nobody
 */
function setPromiseListener(functions) {
  if (listener === functions) return;
  listener = functions;
  install();
}

exports.setPromiseListener = setPromiseListener;
exports.keepContextsOfThenables = keepContextsOfThenables;
