'use strict';

/**
 * createHook(): who is told of what begins, runs and ends.
 *
 * What is told comes from C++ and from the JavaScript resources through the
 * listener of internal/async/ids, and from promises through
 * internal/async/promise_hooks; only while a hook is enabled.
 *
 * Native contract, binding 'async':
 *   watch(object, id: number): void     when the object was collected, its id is
 *                                       among those of takeCollected
 *   unwatch(id: number): void
 *   takeCollected(): Float64Array|undefined
 *   setCallbacks({ onCollected(): void })   something was, and the loop comes to
 *                                       it now
 */

const {
  codes: { ERR_ASYNC_CALLBACK, ERR_INVALID_ARG_VALUE },
} = require('internal/errors/errors');
const { validateBoolean } = require('internal/util/validators');
const { kHooks, setListener, state } = require('internal/async/ids');
const { addTurnPart } = require('internal/async/turn');
const { setPromiseListener } = require('internal/async/promise_hooks');
const { runBeforeImmediates } = require('internal/timers/timers');
const native = binding('async');

const kInit = Symbol('init');
const kBefore = Symbol('before');
const kAfter = Symbol('after');
const kDestroy = Symbol('destroy');
const kPromiseResolve = Symbol('promiseResolve');
const kTracksPromises = Symbol('tracksPromises');

const functionNames =
  ['init', 'before', 'after', 'destroy', 'promiseResolve'];

/** Those that are told now. Never changed in place. */
let hooks = [];
/** What hooks becomes when all of them know what they are being told. */
let nextHooks = null;
/** Tellings under way, one inside the other. */
let depth = 0;

/** Objects that C++ told of, by their id, until it tells of their end. */
const nativeResources = new Map();

// ---------------------------------------------------------------------------

class AsyncHook {
  constructor({ init, before, after, destroy, promiseResolve,
                trackPromises = true }) {
    this[kInit] = init;
    this[kBefore] = before;
    this[kAfter] = after;
    this[kDestroy] = destroy;
    this[kPromiseResolve] = promiseResolve;
    this[kTracksPromises] = trackPromises;
  }

  /** @returns {this} */
  enable() {
    const present = nextHooks ?? hooks;
    if (!present.includes(this)) change([...present, this]);
    return this;
  }

  /** @returns {this} */
  disable() {
    const present = nextHooks ?? hooks;
    if (present.includes(this)) {
      change(present.filter((hook) => hook !== this));
    }
    return this;
  }
}

/**
 * @param {{init?: Function, before?: Function, after?: Function,
 *          destroy?: Function, promiseResolve?: Function,
 *          trackPromises?: boolean}} functions
 * @returns {AsyncHook}
 */
function createHook(functions) {
  for (const name of functionNames) {
    if (functions[name] !== undefined &&
        typeof functions[name] !== 'function') {
      throw new ERR_ASYNC_CALLBACK(`hook.${name}`);
    }
  }
  const { trackPromises } = functions;
  if (trackPromises !== undefined) {
    validateBoolean(trackPromises, 'trackPromises');
    if (!trackPromises && functions.promiseResolve !== undefined) {
      throw new ERR_INVALID_ARG_VALUE(
        'trackPromises', trackPromises,
        'must not be false where there is promiseResolve()');
    }
  }
  return new AsyncHook(functions);
}

function change(list) {
  if (depth > 0) {
    nextHooks = list;
  } else {
    hooks = list;
    // While they are told of something, who is enabled is none of the list.
    nextHooks = null;
  }
  state[kHooks] = list.length;
  setPromiseListener(
    list.some((hook) => hook[kTracksPromises]) ? promiseListener : undefined);
  if (list.length === 0) nativeResources.clear();
}

// ---------------------------------------------------------------------------
// Telling

function endTelling() {
  if (--depth > 0 || nextHooks === null) return;
  hooks = nextHooks;
  nextHooks = null;
}

/** A hook has thrown: that ends the program, whatever it listens to. */
function fail(error) {
  if (isStackOverflow(error)) throw error; // of the program's making
  const { failInescapably } = require('internal/process/uncaught');
  failInescapably(error);
}

function isStackOverflow(error) {
  return error instanceof RangeError &&
    error.message === 'Maximum call stack size exceeded';
}

function tellInit(id, type, triggerId, resource, isPromise) {
  const list = hooks;
  depth++;
  try {
    for (let i = 0; i < list.length; i++) {
      const hook = list[i];
      if (hook[kInit] === undefined) continue;
      if (isPromise && !hook[kTracksPromises]) continue;
      hook[kInit](id, type, triggerId, resource);
    }
  } catch (error) {
    fail(error);
  } finally {
    endTelling();
  }
}

/** @param {symbol} which function of the hooks */
function tell(which, id, isPromise) {
  const list = hooks;
  depth++;
  try {
    for (let i = 0; i < list.length; i++) {
      const hook = list[i];
      if (hook[which] === undefined) continue;
      if (isPromise && !hook[kTracksPromises]) continue;
      hook[which](id);
    }
  } catch (error) {
    fail(error);
  } finally {
    endTelling();
  }
}

// ---------------------------------------------------------------------------
// The ends come behind what runs, all that wait together.

/** Ids of what is over. */
let ended = [];
/** So many do not wait for the loop, which endless promise jobs hold up. */
const kVeryMany = 16_384;

/** Those that are being told of, and how many of them were. */
let telling;
let told = 0;

function tellEnds() {
  while (ended.length > 0) {
    const ids = ended;
    ended = [];
    telling = ids;
    for (told = 0; told < ids.length;) tell(kDestroy, ids[told++], false);
    telling = undefined;
  }
  const collected = native.takeCollected();
  if (collected === undefined) return;
  for (let i = 0; i < collected.length; i++) {
    // An id says whether it is a promise's: those are negative here.
    tell(kDestroy, Math.abs(collected[i]), collected[i] < 0);
  }
}

/** Something is over; hooks are told in the next check phase. */
function queueDestroy(id) {
  nativeResources.delete(id);
  ended.push(id);
  if (ended.length === 1) {
    runBeforeImmediates(tellEnds);
  } else if (ended.length === kVeryMany) {
    binding('task').enqueueMicrotask(tellEnds);
  }
}

/** @returns {boolean} whether any hook wants to know what is over */
function areEndsWanted() {
  return (nextHooks ?? hooks).some((hook) => hook[kDestroy] !== undefined);
}

/** When `object` is collected, unless unwatch(id) comes first, it is over. */
function watchResource(object, id) {
  native.watch(object, id);
}

native.setCallbacks({ onCollected: tellEnds });

// ---------------------------------------------------------------------------

setListener({
  init(id, type, triggerId, resource) {
    tellInit(id, type, triggerId, resource, false);
  },
  nativeInit(id, type, triggerId, resource = {}) {
    nativeResources.set(id, resource);
    tellInit(id, type, triggerId, resource, false);
  },
  before(id) { tell(kBefore, id, false); },
  after(id) { tell(kAfter, id, false); },
  afterPromise(id) { tell(kAfter, id, true); },
  destroy: queueDestroy,
  resourceOf: (id) => nativeResources.get(id),
});

const promiseListener = {
  init(id, triggerId, promise) {
    if (areEndsWanted()) native.watch(promise, -id);
    tellInit(id, 'PROMISE', triggerId, promise, true);
  },
  before(id) { tell(kBefore, id, true); },
  after(id) { tell(kAfter, id, true); },
  settled(id) { tell(kPromiseResolve, id, true); },
};

addTurnPart({
  name: 'async/hooks',
  reset() {
    depth = 0;
    if (nextHooks !== null) hooks = nextHooks;
    nextHooks = null;
    // A telling was cut off in front of these.
    if (telling !== undefined) ended = telling.slice(told).concat(ended);
    telling = undefined;
    if (ended.length > 0) runBeforeImmediates(tellEnds);
  },
  isFresh: () => depth === 0 && telling === undefined,
});

exports.createHook = createHook;
exports.tellEnds = tellEnds;
exports.areEndsWanted = areEndsWanted;
exports.watchResource = watchResource;
exports.unwatchResource = native.unwatch;
