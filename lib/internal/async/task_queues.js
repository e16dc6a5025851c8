'use strict';

/**
 * The queues that are emptied each time control returns from JavaScript to the
 * loop: process.nextTick first, then promise jobs, until both are empty; then
 * promises that were rejected and found no handler.
 *
 * Native contract, binding 'task':
 *   setTickCallback(processTicks: () => void, tickInfo: Uint8Array): void
 *     tickInfo[kHasTicks] is 1 while ticks wait, [kHasRejections] while
 *     rejections do. At the end of a task native performs the microtask
 *     checkpoint if both are 0, and calls processTicks only if one is 1 then. It
 *     resets the continuation data to the empty context when a task begins. When
 *     processTicks throws, native treats it as uncaught, and calls it again if
 *     that was handled.
 *   runMicrotasks(): void               a microtask checkpoint
 *   enqueueMicrotask(fn: () => void): void   what it throws is uncaught
 *   setPromiseRejectCallback((type, promise, reason) => void): void
 *     type is kRejectedWithoutHandler, or kHandlerAddedLater: after that.
 *   triggerUncaught(error: any, fromPromise: boolean): void
 *     reports `error` as a task that threw it would: calls onUncaught, and if
 *     that does not handle it prints it and ends the process.
 */

const { validateFunction } = require('internal/util/validators');
const {
  captureContext,
  contextsInUse,
  runInContext,
  runTaskInContext,
} = require('internal/async/context');
const {
  clearExecution,
  runAs,
  runTask,
  runTaskOfId,
} = require('internal/async/execution');
const {
  beginResource,
  endId,
  endResource,
  idsInUse,
  kAsyncId,
  kExecutionId,
  kHooks,
  kMainId,
  kTriggerAsyncId,
  kTriggerId,
  newAsyncId,
  currentTrigger,
  state,
} = require('internal/async/ids');
const {
  setRejectionFlag,
  promiseRejected,
  processRejections,
} = require('internal/process/promises');
const { addTurnPart } = require('internal/async/turn');
const native = binding('task');

const { kHasRejections, kHasTicks } = native;
const tickInfo = new Uint8Array(native.kTickInfoSize);

// ---------------------------------------------------------------------------
// The tick queue: a ring of entries that take kStride slots each, so that a
// tick of up to two arguments allocates nothing.

// Callback, context, argument count, two arguments; and once ids are in use, the
// tick's and its trigger's, or, while hooks are enabled, a TickObject and 0.
const kStride = 7;
/** Entries of the ring at first; a power of two, as are all its sizes. */
const kInitialTicks = 256;
/** A ring that grew beyond this many entries is dropped when it is empty. */
const kKeptTicks = 8192;

let ring = new Array(kInitialTicks * kStride).fill(undefined);
let ringMask = kInitialTicks - 1;
let head = 0;  // entry to run next
let tail = 0;  // entry to fill next

function growRing() {
  const count = ringMask + 1;
  const bigger = new Array(count * 2 * kStride).fill(undefined);
  for (let i = 0; i < count - 1; i++) {
    const from = ((head + i) & ringMask) * kStride;
    for (let k = 0; k < kStride; k++) bigger[i * kStride + k] = ring[from + k];
  }
  ring = bigger;
  ringMask = count * 2 - 1;
  head = 0;
  tail = count - 1;  // one entry is always empty
}

/**
 * Appends a tick and returns the index of its first slot. Whole, or not at all: from
 * where the tail moves no function is called, so that nothing is cut off there.
 */
function pushTick(callback, argc, a, b) {
  const context = captureContext();
  if (((tail + 1) & ringMask) === head) growRing();
  const slot = tail * kStride;
  tail = (tail + 1) & ringMask;
  ring[slot] = callback;
  ring[slot + 1] = context;
  ring[slot + 2] = argc;
  ring[slot + 3] = a;
  ring[slot + 4] = b;
  tickInfo[kHasTicks] = 1;
  return slot;
}

/** A tick as hooks see it. */
class TickObject {
  constructor(callback, args) {
    this.callback = callback;
    this.args = args;
    this[kAsyncId] = 0;
    this[kTriggerAsyncId] = 0;
  }
}

/** Notes whose tick that is. */
function identifyTick(slot, argc) {
  if (state[kHooks] === 0) {
    ring[slot + 5] = newAsyncId();
    ring[slot + 6] = currentTrigger();
    return;
  }
  const tick = new TickObject(ring[slot], tickArguments(
    argc, ring[slot + 3], ring[slot + 4]));
  ring[slot + 5] = tick;
  // A hook may queue ticks itself, and the ring move.
  beginResource(tick, 'TickObject');
}

function tickArguments(argc, a, b) {
  switch (argc) {
    case 0: return undefined;
    case 1: return [a];
    case 2: return [a, b];
    default: return a;
  }
}

/**
 * process.nextTick: runs `callback` with the further arguments as soon as the
 * running task is over, before promise jobs.
 */
function nextTick(callback, a, b) {
  validateFunction(callback, 'callback');
  if (process._exiting) return;
  const argc = arguments.length - 1;
  const slot = argc > 2 ?
    pushTick(callback, argc, Array.prototype.slice.call(arguments, 1)) :
    pushTick(callback, argc, a, b);
  if (idsInUse()) identifyTick(slot, argc);
}

function runTick() {
  const slot = head * kStride;
  const current = ring;
  head = (head + 1) & ringMask;
  const callback = current[slot];
  const context = current[slot + 1];
  const argc = current[slot + 2];
  const a = current[slot + 3];
  const b = current[slot + 4];
  current[slot] = undefined;
  current[slot + 1] = undefined;
  current[slot + 3] = undefined;
  current[slot + 4] = undefined;
  if (idsInUse()) {
    const tick = current[slot + 5];
    current[slot + 5] = undefined;
    runIdentifiedTick(tick, current[slot + 6], context, callback,
                      tickArguments(argc, a, b));
    return;
  }
  if (contextsInUse()) {
    // Also a tick of the empty context must not see that of its neighbour.
    runTaskInContext(context, callback, undefined, tickArguments(argc, a, b));
    return;
  }
  switch (argc) {
    case 0: callback(); break;
    case 1: callback(a); break;
    case 2: callback(a, b); break;
    default: callback(...a);
  }
}

/** The tick that runs, once ids are in use; 0: none. */
let runningTick = 0;

function endTick() {
  const id = runningTick;
  runningTick = 0;
  endId(id);
}

/** @param {TickObject|number|undefined} tick as in the ring */
function runIdentifiedTick(tick, trigger, context, callback, args) {
  if (typeof tick === 'object') {
    runningTick = tick[kAsyncId];
    try {
      runTask(tick, context, callback, undefined, args);
    } finally {
      endTick();
    }
    return;
  }
  const isKnown = tick !== undefined; // else nobody could ask yet
  runningTick = isKnown ? tick : newAsyncId();
  try {
    runTaskOfId(runningTick, isKnown ? trigger : kMainId, context, callback,
                undefined, args);
  } finally {
    endTick();
  }
}

function emptyQueues() {
  do {
    while (head !== tail) runTick();
    tickInfo[kHasTicks] = 0;
    if (ringMask >= kKeptTicks) {
      ring = new Array(kInitialTicks * kStride).fill(undefined);
      ringMask = kInitialTicks - 1;
      head = tail = 0;
    }
    native.runMicrotasks();
  } while (head !== tail || processRejections());
  tickInfo[kHasTicks] = 0;
}

/** Empties all queues; what a callback throws goes to the caller. */
function processTicks() {
  if (!idsInUse()) {
    emptyQueues();
    return;
  }
  const id = state[kExecutionId];
  const trigger = state[kTriggerId];
  clearExecution();
  emptyQueues();
  state[kExecutionId] = id;
  state[kTriggerId] = trigger;
}

/** The same between two callbacks of one phase (timers, immediates). */
function runNextTicks() {
  if (tickInfo[kHasTicks] === 0 && tickInfo[kHasRejections] === 0) {
    native.runMicrotasks();
    if (tickInfo[kHasTicks] === 0 && tickInfo[kHasRejections] === 0) return;
  }
  processTicks();
}

/** Calls `callback` as a promise job. */
function queueMicrotask(callback) {
  validateFunction(callback, 'callback');
  const context = captureContext();
  if (state[kHooks] !== 0) {
    queueObserved(callback, context);
    return;
  }
  // What it throws V8 hands to native's listener, with the place, and goes on.
  native.enqueueMicrotask(
    () => { runInContext(context, callback, undefined, undefined); });
}

/** A promise job as hooks see it. */
class Microtask {
  constructor(callback) {
    this.callback = callback;
    this[kAsyncId] = 0;
    this[kTriggerAsyncId] = 0;
  }
}

/** The one that runs. */
let runningJob;

function endJob() {
  const job = runningJob;
  runningJob = undefined;
  if (job !== undefined) endResource(job);
}

function queueObserved(callback, context) {
  const job = new Microtask(callback);
  beginResource(job, 'Microtask');
  native.enqueueMicrotask(() => {
    runningJob = job;
    try {
      runAs(job[kAsyncId], job[kTriggerAsyncId], job, context, callback);
    } catch (error) {
      native.triggerUncaught(error, false);
    } finally {
      endJob();
    }
  });
}

addTurnPart({
  name: 'async/task_queues',
  reset() {
    tickInfo[kHasTicks] = head === tail ? 0 : 1;
    endTick();
    endJob();
  },
  isFresh: () => runningTick === 0 && runningJob === undefined,
});

setRejectionFlag((on) => { tickInfo[kHasRejections] = on ? 1 : 0; });
native.setPromiseRejectCallback(promiseRejected);
native.setTickCallback(processTicks, tickInfo);

exports.nextTick = nextTick;
exports.queueMicrotask = queueMicrotask;
exports.runNextTicks = runNextTicks;
exports.processTicks = processTicks;
exports.runMicrotasks = native.runMicrotasks;
