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
const {
  beginTellingEnd,
  enterExecution,
  kOfPromises,
  leaveExecution,
} = require('internal/async/execution');
const {
  currentTrigger,
  kExecutionId,
  kPromiseId,
  kPromiseTrigger,
  newAsyncId,
  state,
} = require('internal/async/ids');
const { addTurnPart } = require('internal/async/turn');
const native = binding('async');

/** Who is told of promises. */
let listener;
/** Promises whose reactions run and were told of, the innermost last. */
const running = [];

/** Promise that takes no properties → its ids. */
const frozen = new WeakMap();

function identify(promise, id, triggerId) {
  try {
    promise[kPromiseId] = id;
    promise[kPromiseTrigger] = triggerId;
  } catch {
    frozen.set(promise, { id, triggerId });
  }
}

/** @returns {number} the id of a promise, which is given one if it has none */
function promiseId(promise) {
  const present = promise[kPromiseId] ?? frozen.get(promise)?.id;
  if (present !== undefined) return present;
  const id = newAsyncId();
  identify(promise, id, currentTrigger());
  return id;
}

/** @returns {number} of a promise that has an id */
function promiseTrigger(promise) {
  return promise[kPromiseTrigger] ?? frozen.get(promise).triggerId;
}

function onInit(promise, parent) {
  if (!keepsContexts) noteContext(promise);
  if (listener === undefined) return;
  // The cause has the smaller one.
  const trigger = parent === undefined ? currentTrigger() : promiseId(parent);
  const id = newAsyncId();
  identify(promise, id, trigger);
  listener.init(id, trigger, promise);
}

function onBefore(promise) {
  if (!keepsContexts) restoreContext(promise);
  if (listener === undefined) return;
  const id = promiseId(promise);
  running.push(promise);
  enterExecution(id, promiseTrigger(promise), promise, kOfPromises);
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
  const id = promiseId(promise);
  beginTellingEnd();
  if (state[kExecutionId] === id) listener?.after(id);
  running.pop();
  leaveExecution();
  if (running.length === 0 && listener === undefined) install();
}

function onSettled(promise) {
  if (!keepsContexts) contexts.delete(promise);
  listener?.settled(promiseId(promise));
}

// ---------------------------------------------------------------------------
// Contexts of thenables, for a V8 that does not keep them
//
// The job that calls the `then` of a thenable is the only one that V8 runs in no
// context at all: that is how it is known. The promise that was resolved with the
// thenable has noted its context when it was made, or when the reaction that
// returned the thenable was over.

let keepsContexts = true;
/** Promise, until it is settled → its context, if that is not the empty one. */
let contexts;
/** What the running `then` belongs to. */
let resolving;

function noteContext(promise) {
  const context = getContext();
  if (context !== undefined && context.size > 0) {
    contexts.set(promise, context);
  }
}

function restoreContext(promise) {
  if (getContext() !== undefined) return;
  const context = contexts.get(promise);
  if (context === undefined) return;
  resolving = promise;
  setContext(context);
}

function leaveContext(promise) {
  if (resolving === promise) {
    resolving = undefined;
    setContext(undefined);
  } else if (contexts.has(promise)) {
    noteContext(promise);
  }
}

/** From now on the `then` of thenables runs in their promise's context. */
function keepContextsOfThenables() {
  if (native.kThenablesKeepContext) return;
  keepsContexts = false;
  contexts = new WeakMap();
  install();
}

// ---------------------------------------------------------------------------

function install() {
  const observes = listener !== undefined;
  const carries = !keepsContexts;
  native.setPromiseHooks(
    observes || carries ? onInit : undefined,
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

addTurnPart({
  name: 'async/promise_hooks',
  reset() {
    resolving = undefined;
    if (running.length === 0) return;
    running.length = 0;
    install();
  },
  isFresh: () => running.length === 0 && resolving === undefined,
});

exports.setPromiseListener = setPromiseListener;
exports.keepContextsOfThenables = keepContextsOfThenables;
