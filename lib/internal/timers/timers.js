'use strict';

/**
 * Timers and immediates: Timeout, Immediate and the queues that hold them.
 *
 * All timers of one duration form a list in order of their start, so starting
 * and clearing are O(1); the lists wait in a heap ordered by the expiry of
 * their first timer. The environment's loop has a single armed expiry: that of
 * the heap's top.
 *
 * Native contract, binding 'timers' (all times in milliseconds of the loop's
 * monotonic clock, counted from the environment's start):
 *   now(): number              a fresh reading, truncated to an integer
 *   startTime(): number        a fresh reading, rounded up: from when a timer
 *                              counts, so that none is early by any clock
 *   arm(time: number): void    call processTimers once, at `time`; replaces
 *                              what was armed
 *   setRef(on: boolean): void  whether the armed expiry keeps the loop alive;
 *                              false at first
 *   setImmediateState(n): void 0 no immediates: the check phase skips us;
 *                              1 the check phase calls processImmediates;
 *                              2 the same, and the loop does not sleep and
 *                              is alive
 *   setCallbacks({processTimers, processImmediates}): void
 *     processTimers(now: number): number
 *       runs what is due at `now`, a fresh reading. Returns the time (not
 *       delay) at which to call again, or 0 for never. Native disarms before the call and re-arms from the
 *       result; arm() is not called from inside.
 *     processImmediates(): void
 *       runs the immediates that were queued before the call; sets the state.
 *   If either throws, native treats the error as uncaught and, if it was
 *   handled, calls the function again at once: it goes on where it stopped.
 */

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE },
} = require('internal/errors/errors');
const { validateFunction } = require('internal/util/validators');
const { PriorityQueue } = require('internal/timers/priority_queue');
const { captureContext } = require('internal/async/context');
const { clearExecution, runTask } = require('internal/async/execution');
const {
  beginResource,
  endResource,
  idsInUse,
  kAsyncId,
  kTriggerAsyncId,
  newAsyncId,
} = require('internal/async/ids');
const { addTurnPart } = require('internal/async/turn');
const { kDispose } = require('internal/util/dispose');
const { runNextTicks } = require('internal/async/task_queues');
const native = binding('timers');

/** Longest delay of a timer: what fits into a 32-bit signed integer. */
const TIMEOUT_MAX = 2 ** 31 - 1;

const kRefed = Symbol('refed');
const kHasPrimitive = Symbol('kHasPrimitive');
const kContext = Symbol('context');
const kInspect = Symbol.for('nodejs.util.inspect.custom');

// ---------------------------------------------------------------------------
// Timers

/** All timers of one duration: a circular list with itself as the sentinel. */
class TimersList {
  constructor(expiry, msecs) {
    this._idleNext = this;
    this._idlePrev = this;
    this.expiry = expiry;
    this.msecs = msecs;
    this.heapIndex = 0;
  }
}

const lists = new Map();
const schedule = new PriorityQueue();
const timersById = new Map();

/** Expiry that native is armed with; Infinity when it is not. */
let armedExpiry = Infinity;
let refCount = 0;
let processing = false;

function incRefCount() {
  if (refCount++ === 0) native.setRef(true);
}

function decRefCount() {
  if (--refCount === 0) native.setRef(false);
}

/** Puts `timer` at the end of the list of its duration. */
function insert(timer, start) {
  const msecs = timer._idleTimeout | 0;
  timer._idleStart = start;
  let list = lists.get(msecs);
  if (list === undefined) {
    list = new TimersList(start + msecs, msecs);
    lists.set(msecs, list);
    schedule.insert(list);
    if (list.expiry < armedExpiry && !processing) {
      armedExpiry = list.expiry;
      native.arm(list.expiry);
    }
  }
  const last = list._idlePrev;
  timer._idlePrev = last;
  timer._idleNext = list;
  last._idleNext = timer;
  list._idlePrev = timer;
}

/** Takes `timer` out of its list; an empty list goes too. */
function unlink(timer) {
  const next = timer._idleNext;
  if (next === null) return;
  const prev = timer._idlePrev;
  prev._idleNext = next;
  next._idlePrev = prev;
  timer._idleNext = timer._idlePrev = null;
  // One neighbour on both sides is the sentinel: the list is empty.
  if (next === prev) dropList(next);
}

function dropList(list) {
  // While a list runs, its owner drops it.
  if (list === runningList) return;
  lists.delete(list.msecs);
  schedule.remove(list);
  // The armed expiry stays: one early call costs less than re-arming on each
  // clear of a short timer.
}

let warnedNegative = false;
let warnedNaN = false;

function warnDuration(name, text) {
  process.emitWarning(
    `${text}.\nTimeout duration was set to 1.`, name);
}

/** The delay that a timer asked to wait `after` gets: 1 to TIMEOUT_MAX. */
function toDuration(after) {
  if (after === undefined) return 1;
  const number = +after;
  if (number >= 1 && number <= TIMEOUT_MAX) return number;
  if (number > TIMEOUT_MAX) {
    warnDuration('TimeoutOverflowWarning',
                 `${number} does not fit into a 32-bit signed integer`);
  } else if (number < 0) {
    if (!warnedNegative) {
      warnedNegative = true;
      warnDuration('TimeoutNegativeWarning', `${number} is a negative number`);
    }
  } else if (number !== number && !warnedNaN) {
    warnedNaN = true;
    warnDuration('TimeoutNaNWarning', `${number} is not a number`);
  }
  return 1;
}

class Timeout {
  /**
   * Made by setTimeout and setInterval; not started here (see `start`).
   * @param {Function} callback
   * @param {number} after milliseconds
   * @param {any[]|undefined} args for the callback
   * @param {boolean} isRepeat
   * @param {boolean} isRefed
   */
  constructor(callback, after, args, isRepeat, isRefed) {
    const duration = toDuration(after);
    this._idleTimeout = duration;
    this._idlePrev = null;
    this._idleNext = null;
    this._idleStart = null;
    this._onTimeout = callback;
    this._timerArgs = args;
    this._repeat = isRepeat ? duration : null;
    this._destroyed = false;
    this[kRefed] = isRefed;
    this[kHasPrimitive] = false;
    this[kAsyncId] = 0;
    this[kTriggerAsyncId] = 0;
    this[kContext] = captureContext();
    if (isRefed) incRefCount();
    if (idsInUse()) beginResource(this, 'Timeout');
  }

  [kInspect](depth, options, inspect) {
    return inspect(this, {
      ...options,
      // The neighbours lead through every other timer of this duration.
      depth: 0,
      customInspect: false,
    });
  }

  /** Starts the wait anew with the same duration. */
  refresh() {
    if (this._onTimeout === null) return this;
    if (this._destroyed) {
      // It fired: bring it back to life.
      this._destroyed = false;
      if (this[kRefed]) incRefCount();
      if (idsInUse()) beginResource(this, 'Timeout');
    } else {
      unlink(this);
    }
    insert(this, native.startTime());
    return this;
  }

  unref() {
    if (this[kRefed] === true) {
      this[kRefed] = false;
      if (!this._destroyed) decRefCount();
    }
    return this;
  }

  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      if (!this._destroyed) incRefCount();
    }
    return this;
  }

  hasRef() {
    return this[kRefed];
  }

  close() {
    clearTimeout(this);
    return this;
  }

  [kDispose]() {
    clearTimeout(this);
  }

  [Symbol.toPrimitive]() {
    const id = timerId(this);
    if (!this[kHasPrimitive] && !this._destroyed) {
      this[kHasPrimitive] = true;
      timersById.set(id, this);
    }
    return id;
  }
}

function timerId(timer) {
  if (timer[kAsyncId] === 0) timer[kAsyncId] = newAsyncId();
  return timer[kAsyncId];
}

/** Starts a new Timeout. */
function start(timer) {
  insert(timer, native.startTime());
  return timer;
}

/** Makes and starts an unref'd timer for the library's own use. */
function setUnrefTimeout(callback, after, ...args) {
  return start(new Timeout(callback, after, args, false, false));
}

function destroy(timer) {
  timer._destroyed = true;
  if (timer[kHasPrimitive]) {
    timersById.delete(timer[kAsyncId]);
    timer[kHasPrimitive] = false;
  }
  if (timer[kRefed]) decRefCount();
  endResource(timer);
}

/** Stops a timer for good; also undoes its `refresh`. */
function cancel(timer) {
  if (timer._destroyed) {
    timer._onTimeout = null;
    return;
  }
  unlink(timer);
  destroy(timer);
  timer._onTimeout = null;
  timer._idleTimeout = -1;
}

function clearTimeout(timer) {
  if (timer == null) return;
  if (typeof timer === 'object') {
    if (timer._onTimeout && timer instanceof Timeout) {
      cancel(timer);
    }
    return;
  }
  if (typeof timer === 'number' || typeof timer === 'string') {
    const known = timersById.get(+timer);
    if (known !== undefined) cancel(known);
  }
}

/** The list that processTimers is inside of, or null. */
let runningList = null;
/** The timer whose callback runs, or null. */
let runningTimer = null;

/** After its callback: an interval starts again, a timeout ends. */
function settle() {
  const timer = runningTimer;
  if (timer._destroyed || timer._idleNext !== null) {
    // Cleared, or already started again by refresh().
  } else if (timer._repeat !== null && timer._idleTimeout !== -1 &&
      timer._repeat !== false) {
    timer._idleTimeout = timer._repeat;
    // From the time that it was due at: rounded up, each round of a short one
    // would take a millisecond more.
    insert(timer, native.now());
  } else {
    destroy(timer);
  }
  runningTimer = null;
}

/** True once a callback ran in this pass: the ticks come between two. */
let ranOne = false;

/**
 * Runs the timers of `list` that are due at `now`. What becomes due meanwhile
 * waits for the next turn, so that timers cannot starve I/O. Leaves the list in
 * the heap with its new expiry, or drops it when empty.
 */
function runList(list, now) {
  const msecs = list.msecs;
  runningList = list;
  try {
    for (let timer; (timer = list._idleNext) !== list;) {
      if (now - timer._idleStart < msecs) break;
      if (ranOne) {
        // A tick may clear this timer, or start others.
        ranOne = false;
        runNextTicks();
        continue;
      }
      list._idleNext = timer._idleNext;
      timer._idleNext._idlePrev = list;
      timer._idleNext = timer._idlePrev = null;
      ranOne = true;
      if (!timer._onTimeout) {
        destroy(timer);
        continue;
      }
      runningTimer = timer;
      try {
        runTask(timer, timer[kContext], timer._onTimeout, timer,
                timer._timerArgs);
      } finally {
        settle();
      }
    }
  } finally {
    runningList = null;
    const first = list._idleNext;
    if (first === list) {
      dropList(list);
    } else {
      list.expiry = Math.max(first._idleStart + msecs, list.expiry);
      schedule.update(list);
    }
  }
}

function processTimers(now) {
  processing = true;
  clearExecution();
  // After an error the other timers come first, and then the ticks.
  ranOne = false;
  armedExpiry = Infinity;
  let list;
  try {
    while ((list = schedule.peek()) !== undefined) {
      if (list.expiry > now) break;
      runList(list, now);
    }
  } finally {
    processing = false;
  }
  if (list === undefined) return 0;
  armedExpiry = list.expiry;
  return armedExpiry;
}

/** The heap and the count anew, from the lists. */
function rebuildSchedule() {
  schedule.clear();
  let refs = 0;
  for (const list of lists.values()) {
    const first = list._idleNext;
    if (first === list) {
      lists.delete(list.msecs);
      continue;
    }
    list.expiry = first._idleStart + list.msecs;
    schedule.insert(list);
    for (let timer = first; timer !== list; timer = timer._idleNext) {
      if (timer[kRefed]) refs++;
    }
  }
  refCount = refs;
  native.setRef(refs > 0);
}

addTurnPart({
  name: 'timers',
  reset() {
    processing = true;  // native is armed once, at the end
    runningList = null;
    if (runningTimer !== null) settle();
    rebuildSchedule();
    processing = false;
    armedExpiry = schedule.peek()?.expiry ?? Infinity;
    if (armedExpiry !== Infinity) native.arm(armedExpiry);
  },
  isFresh: () => !processing && runningList === null && runningTimer === null,
});

// ---------------------------------------------------------------------------
// Immediates

class Immediate {
  constructor(callback, args) {
    this._idleNext = null;
    this._onImmediate = callback;
    this._argv = args;
    this._destroyed = false;
    this[kRefed] = true;
    this[kAsyncId] = 0;
    this[kTriggerAsyncId] = 0;
    this[kContext] = captureContext();
    immediateCount++;
    immediateRefs++;
    if (lastImmediate === null) firstImmediate = this;
    else lastImmediate._idleNext = this;
    lastImmediate = this;
    updateImmediateState();
    if (idsInUse()) beginResource(this, 'Immediate');
  }

  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      immediateRefs++;
      updateImmediateState();
    }
    return this;
  }

  unref() {
    if (this[kRefed] === true) {
      this[kRefed] = false;
      immediateRefs--;
      updateImmediateState();
    }
    return this;
  }

  hasRef() {
    return this[kRefed] === true;
  }

  [kDispose]() {
    clearImmediate(this);
  }
}

let immediateCount = 0;
let immediateRefs = 0;
let immediateState = 0;
let firstImmediate = null;
let lastImmediate = null;
/** What is left of the batch that the check phase is running. */
let batch = null;
let inBatch = false;

function updateImmediateState() {
  // During a batch the count changes with each callback; the end tells.
  if (inBatch) return;
  const state = immediateRefs > 0 ? 2 :
    immediateCount > 0 || early !== null ? 1 : 0;
  if (state !== immediateState) {
    immediateState = state;
    native.setImmediateState(state);
  }
}

function finishImmediate(immediate) {
  immediate._destroyed = true;
  immediateCount--;
  if (immediate[kRefed]) immediateRefs--;
  immediate[kRefed] = null;
  immediate._onImmediate = null;
}

function clearImmediate(immediate) {
  if (!immediate || immediate._destroyed !== false ||
      !(immediate instanceof Immediate)) {
    return;
  }
  // It stays linked until its batch runs over it.
  finishImmediate(immediate);
  endResource(immediate);
  if (immediateCount === 0) {
    firstImmediate = lastImmediate = batch = null;
  }
  updateImmediateState();
}

/** The one whose callback runs, or null. */
let runningImmediate = null;

function endImmediate() {
  const immediate = runningImmediate;
  runningImmediate = null;
  endResource(immediate);
}

function runImmediate(immediate, callback) {
  runningImmediate = immediate;
  try {
    runTask(immediate, immediate[kContext], callback, immediate,
            immediate._argv);
  } finally {
    endImmediate();
  }
}

/** What the library does in the next check phase. */
let early = null;

/**
 * Calls `callback` in the next check phase, before what programs have for it.
 * If the loop ends first, it never comes; one waits at a time.
 */
function runBeforeImmediates(callback) {
  early = callback;
  updateImmediateState();
}

function processImmediates() {
  if (early !== null) {
    const callback = early;
    early = null;
    callback();
  }
  // A batch that is still there was cut short by an error.
  if (batch === null) {
    batch = firstImmediate;
    firstImmediate = lastImmediate = null;
  }
  inBatch = true;
  clearExecution();
  try {
    let ran = false;
    while (batch !== null) {
      if (batch._destroyed) {
        batch = batch._idleNext;
        continue;
      }
      if (ran) {
        ran = false;
        runNextTicks();
        continue;
      }
      const immediate = batch;
      batch = immediate._idleNext;
      immediate._idleNext = null;
      ran = true;
      const callback = immediate._onImmediate;
      finishImmediate(immediate);
      runImmediate(immediate, callback);
    }
  } finally {
    inBatch = false;
    updateImmediateState();
  }
}

/** Counts those that are in `list` and were not cleared. */
function countImmediates(list) {
  for (let each = list; each !== null; each = each._idleNext) {
    if (each._destroyed) continue;
    immediateCount++;
    if (each[kRefed]) immediateRefs++;
  }
}

addTurnPart({
  name: 'immediates',
  reset() {
    inBatch = false;
    immediateCount = immediateRefs = 0;
    countImmediates(batch);
    countImmediates(firstImmediate);
    if (runningImmediate !== null) endImmediate();
    updateImmediateState();
  },
  isFresh: () => !inBatch && runningImmediate === null,
});

native.setCallbacks({ processTimers, processImmediates });

// ---------------------------------------------------------------------------

/**
 * Checks the delay of an object that keeps a timer itself (sockets).
 * @returns {number} milliseconds, at most TIMEOUT_MAX
 */
function getTimerDuration(msecs, name) {
  if (typeof msecs !== 'number') {
    throw new ERR_INVALID_ARG_TYPE(name, 'number', msecs);
  }
  if (!(msecs >= 0 && msecs < Infinity)) {
    throw new ERR_OUT_OF_RANGE(name, 'a non-negative finite number', msecs);
  }
  if (msecs > TIMEOUT_MAX) {
    process.emitWarning(
      `${msecs} does not fit into a 32-bit signed integer.` +
      `\nTimer duration was truncated to ${TIMEOUT_MAX}.`,
      'TimeoutOverflowWarning');
    return TIMEOUT_MAX;
  }
  return msecs;
}

/** Number of timers and immediates that keep the loop alive. */
function activeResourceNames() {
  const names = [];
  // The one that is running counts, too.
  for (let i = 0; i < refCount; i++) names.push('Timeout');
  for (let i = 0; i < immediateRefs; i++) names.push('Immediate');
  return names;
}

function setTimeout(callback, after) {
  validateFunction(callback, 'callback');
  const args = arguments.length > 2 ?
    Array.prototype.slice.call(arguments, 2) : undefined;
  return start(new Timeout(callback, after, args, false, true));
}

function setInterval(callback, after) {
  validateFunction(callback, 'callback');
  const args = arguments.length > 2 ?
    Array.prototype.slice.call(arguments, 2) : undefined;
  return start(new Timeout(callback, after, args, true, true));
}

function clearInterval(timer) {
  clearTimeout(timer);
}

function setImmediate(callback) {
  validateFunction(callback, 'callback');
  const args = arguments.length > 1 ?
    Array.prototype.slice.call(arguments, 1) : undefined;
  return new Immediate(callback, args);
}

exports.TIMEOUT_MAX = TIMEOUT_MAX;
exports.kRefed = kRefed;
exports.Timeout = Timeout;
exports.Immediate = Immediate;
exports.start = start;
exports.setTimeout = setTimeout;
exports.clearTimeout = clearTimeout;
exports.setInterval = setInterval;
exports.clearInterval = clearInterval;
exports.setImmediate = setImmediate;
exports.clearImmediate = clearImmediate;
exports.runBeforeImmediates = runBeforeImmediates;
exports.setUnrefTimeout = setUnrefTimeout;
exports.getTimerDuration = getTimerDuration;
exports.activeResourceNames = activeResourceNames;
exports.now = native.now;
