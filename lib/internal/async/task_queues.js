'use strict';

/**
 * The queues that are emptied each time control returns from JavaScript to the
 * loop: process.nextTick first, then promise jobs, until both are empty; then
 * promises that were rejected and found no handler.
 *
 * Native contract, binding 'task':
 *   setTickCallback(processTicks: () => void, tickInfo: Uint8Array): void
 *     tickInfo[0] is 1 while ticks wait, tickInfo[1] while rejections do. At
 *     the end of a task native performs the microtask checkpoint if both are
 *     0, and calls processTicks only if one is 1 then. It resets the
 *     continuation data to the empty context when a task begins. When processTicks
 *     throws, native treats it as uncaught, and calls it again if that was
 *     handled.
 *   runMicrotasks(): void               a microtask checkpoint
 *   enqueueMicrotask(fn: () => void): void   what it throws is uncaught
 *   setPromiseRejectCallback((type, promise, reason) => void): void
 *     type is v8::PromiseRejectEvent: 0 rejected without a handler, 1 handler
 *     added after that, 2 rejected and 3 resolved after settling (2 and 3 need
 *     not be forwarded).
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
  setRejectionFlag,
  promiseRejected,
  processRejections,
} = require('internal/process/promises');
const native = binding('task');

const kHasTicks = 0;
const kHasRejections = 1;
const tickInfo = new Uint8Array(2);

// ---------------------------------------------------------------------------
// The tick queue: a ring of entries that take kStride slots each, so that a
// tick of up to two arguments allocates nothing.

const kStride = 5;  // callback, context, argument count, two arguments
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

/** Appends a tick and returns the index of its first slot. */
function pushTick(callback, argc) {
  if (((tail + 1) & ringMask) === head) growRing();
  const slot = tail * kStride;
  tail = (tail + 1) & ringMask;
  ring[slot] = callback;
  ring[slot + 1] = captureContext();
  ring[slot + 2] = argc;
  tickInfo[kHasTicks] = 1;
  return slot;
}

/**
 * process.nextTick: runs `callback` with the further arguments as soon as the
 * running task is over, before promise jobs.
 */
function nextTick(callback, a, b) {
  validateFunction(callback, 'callback');
  if (process._exiting) return;
  const argc = arguments.length - 1;
  const slot = pushTick(callback, argc);
  if (argc === 0) return;
  if (argc > 2) {
    ring[slot + 3] = Array.prototype.slice.call(arguments, 1);
    return;
  }
  ring[slot + 3] = a;
  if (argc === 2) ring[slot + 4] = b;
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
  if (contextsInUse()) {
    // Also a tick of the empty context must not see that of its neighbour.
    const args = argc === 0 ? undefined :
      argc === 1 ? [a] : argc === 2 ? [a, b] : a;
    runTaskInContext(context, callback, undefined, args);
    return;
  }
  switch (argc) {
    case 0: callback(); break;
    case 1: callback(a); break;
    case 2: callback(a, b); break;
    default: callback(...a);
  }
}

/** Empties all queues; what a callback throws goes to the caller. */
function processTicks() {
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
  // What it throws V8 hands to native's listener, with the place, and goes on.
  native.enqueueMicrotask(
    () => { runInContext(context, callback, undefined, undefined); });
}

setRejectionFlag((on) => { tickInfo[kHasRejections] = on ? 1 : 0; });
native.setPromiseRejectCallback(promiseRejected);
native.setTickCallback(processTicks, tickInfo);

exports.nextTick = nextTick;
exports.queueMicrotask = queueMicrotask;
exports.runNextTicks = runNextTicks;
exports.processTicks = processTicks;
exports.runMicrotasks = native.runMicrotasks;
