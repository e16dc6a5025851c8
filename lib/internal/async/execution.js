'use strict';

/**
 * What runs now: the ids and the object of the resource whose callback it is.
 *
 * C++ sets the ids of what it calls (runtime/env/async_ids.h); callbacks that
 * JavaScript keeps, of timers and ticks say, go through runTask().
 */

const { captureContext, runInContext, runTaskInContext } =
  require('internal/async/context');
const {
  beginResource,
  endResource,
  hookListener,
  idsInUse,
  kAsyncId,
  kExecutionId,
  kHooks,
  kMainId,
  kTriggerAsyncId,
  kTriggerId,
  newAsyncId,
  state,
} = require('internal/async/ids');
const { addTurnPart, tellLater } = require('internal/async/turn');

/** The object of the main script, and of what belongs to nobody. */
const mainResource = {};

/** The object that belongs to the id `resourceId`, if that is what runs. */
let resource = mainResource;
let resourceId = kMainId;

/** The resource of a task that told hooks 'before' and not yet 'after'. */
let openTask = 0;

/**
 * From now on a callback of this resource runs.
 * @param {number} id
 * @param {number} triggerId
 * @param {object} object
 */
function setExecution(id, triggerId, object) {
  state[kExecutionId] = id;
  state[kTriggerId] = triggerId;
  resource = object;
  resourceId = id;
}

/** What C++ does from now on belongs to nobody. */
function clearExecution() {
  state[kExecutionId] = 0;
  state[kTriggerId] = 0;
  resource = mainResource;
  resourceId = kMainId;
}

/** @returns {object} of what runs now; the same as long as it runs */
function executionAsyncResource() {
  const id = state[kExecutionId];
  if (resourceId === id) return resource;
  if (id === 0 || id === kMainId) return mainResource;
  // C++ has called.
  resource = hookListener()?.resourceOf(id) ?? {};
  resourceId = id;
  return resource;
}

/** Which hooks hear of the end of what was entered. */
const kNone = 0;
const kAll = 1;
const kOfPromises = 2;

/**
 * What ran before each of those that enterExecution() was called for; and who hears
 * of its end.
 */
const outer = [];

/**
 * As setExecution(), until leaveExecution().
 * @param {number} [hearers] of the end
 */
function enterExecution(id, triggerId, object, hearers = kNone) {
  outer.push(state[kExecutionId], state[kTriggerId], resource, resourceId,
             hearers);
  setExecution(id, triggerId, object);
}

/** Hooks are being told now that what was entered last is over. */
function beginTellingEnd() {
  outer[outer.length - 1] = kNone;
}

/** Back to what ran before. */
function leaveExecution() {
  outer.pop();
  resourceId = outer.pop();
  resource = outer.pop();
  state[kTriggerId] = outer.pop();
  state[kExecutionId] = outer.pop();
}

/**
 * Calls a function as a callback of a resource, inside of what runs.
 * @param {any} context what captureContext() returned
 */
function runAs(id, triggerId, object, context, fn, thisArg, args) {
  enterExecution(id, triggerId, object, kAll);
  try {
    if (state[kHooks] !== 0) hookListener().before(id);
    return runInContext(context, fn, thisArg, args);
  } finally {
    try {
      if (state[kHooks] !== 0) {
        beginTellingEnd();
        hookListener().after(id);
      }
    } finally {
      leaveExecution();
    }
  }
}

/** Something asynchronous of the library's own, to call back for it later. */
class AsyncFrame {
  /**
   * @param {string} type what hooks see
   * @param {object} resource what they are given for it
   */
  constructor(type, resource) {
    this.resource = resource;
    this.context = captureContext();
    this[kAsyncId] = 0;
    this[kTriggerAsyncId] = 0;
    if (idsInUse()) beginResource(this, type, resource);
  }

  /** Calls `fn` in the context in which this was made. */
  run(fn, thisArg, ...args) {
    return runAs(this[kAsyncId], this[kTriggerAsyncId], this.resource,
                 this.context, fn, thisArg, args);
  }

  /** Nothing is called for it any more. */
  end() {
    endResource(this);
  }
}

/**
 * Calls a callback with which a task begins, or goes on behind others. What it
 * throws ends as an uncaught error, whose handlers run as part of it.
 * @param {object} owner has kAsyncId and kTriggerAsyncId; see beginResource()
 * @param {any} context what captureContext() returned
 * @param {Function} fn
 * @param {any} thisArg
 * @param {any[]} [args]
 */
function runTask(owner, context, fn, thisArg, args) {
  if (!idsInUse()) {
    runTaskInContext(context, fn, thisArg, args);
    return;
  }
  if (owner[kAsyncId] === 0) {
    // It began before anybody could ask.
    owner[kAsyncId] = newAsyncId();
    owner[kTriggerAsyncId] = kMainId;
  }
  setExecution(owner[kAsyncId], owner[kTriggerAsyncId], owner);
  runTaskHere(context, fn, thisArg, args);
}

/** The same for one that is nothing but its ids. */
function runTaskOfId(id, triggerId, context, fn, thisArg, args) {
  state[kExecutionId] = id;
  state[kTriggerId] = triggerId;
  runTaskHere(context, fn, thisArg, args);
}

/** After the ids were set. */
function runTaskHere(context, fn, thisArg, args) {
  const id = state[kExecutionId];
  if (state[kHooks] !== 0) {
    openTask = id;
    hookListener().before(id);
  }
  runTaskInContext(context, fn, thisArg, args);
  openTask = 0;
  if (state[kHooks] !== 0) hookListener().after(id);
  clearExecution();
}

/** A task has thrown, and a handler took that: its hooks are told of the end. */
function leaveFailedTask() {
  const id = openTask;
  openTask = 0;
  if (id !== 0 && state[kHooks] !== 0) hookListener().after(id);
}

/** Hooks are told that the callbacks of `id` are over, once they can be. */
function tellAfter(id, hearers) {
  if (hearers === kNone || id === 0 || state[kHooks] === 0) return;
  tellLater(() => {
    if (state[kHooks] === 0) return;
    if (hearers === kOfPromises) hookListener().afterPromise(id);
    else hookListener().after(id);
  });
}

addTurnPart({
  name: 'async/execution',
  reset() {
    while (outer.length > 0) {
      tellAfter(state[kExecutionId], outer[outer.length - 1]);
      leaveExecution();
    }
    tellAfter(openTask, kAll);
    openTask = 0;
    clearExecution();
  },
  isFresh: () => outer.length === 0 && openTask === 0,
});

exports.beginTellingEnd = beginTellingEnd;
exports.kOfPromises = kOfPromises;
exports.setExecution = setExecution;
exports.clearExecution = clearExecution;
exports.executionAsyncResource = executionAsyncResource;
exports.enterExecution = enterExecution;
exports.leaveExecution = leaveExecution;
exports.AsyncFrame = AsyncFrame;
exports.runAs = runAs;
exports.runTask = runTask;
exports.runTaskOfId = runTaskOfId;
exports.leaveFailedTask = leaveFailedTask;
