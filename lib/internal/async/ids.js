'use strict';

/**
 * The ids of what runs now and of what started it, kept where C++ and
 * JavaScript both see them.
 *
 * Native contract, binding 'task' (runtime/env/async_ids.h, which says what each
 * field of `state` is):
 *   setAsyncState(state: Float64Array, { emitInit, emitBefore, emitAfter,
 *                 emitDestroy }): void
 *     Native gives ids to what it starts, and stores in `state` whose callback
 *     it runs. It calls the functions only while state[kHooks] is not 0.
 */

const { addTurnPart } = require('internal/async/turn');
const {
  kAsyncFieldCount,
  kDefaultTrigger,
  kExecutionId,
  kHooks,
  kLastId,
  kReservedId,
  kReservedTrigger,
  kTask,
  kTriggerId,
  setAsyncState,
} = binding('task');

/** So many bits of a task's number are told apart, in a small integer. */
const kTaskMask = 0x3fffffff;

/** The id of the main script. */
const kMainId = 1;

/** @type {Float64Array} */
const state = new Float64Array(kAsyncFieldCount);
state[kLastId] = kMainId;

/** Whether anybody can ask for ids yet. Until then JavaScript gives none. */
let inUse = false;

/** What is told of resources while hooks are enabled. */
let listener;

/** @returns {number} from 0; another one in the tasks before and behind this one */
function currentTask() {
  return state[kTask] & kTaskMask;
}

/** Called when node:async_hooks loads. */
function useIds() {
  inUse = true;
}

function idsInUse() {
  return inUse;
}

/**
 * @param {{init(id, type, triggerId, resource),
 *          nativeInit(id, type, triggerId, resource), before(id), after(id),
 *          afterPromise(id), destroy(id), resourceOf(id)}} functions
 */
function setListener(functions) {
  listener = functions;
}

/** @returns what setListener() was given */
function hookListener() {
  return listener;
}

/** @returns {number} an id that nothing had before */
function newAsyncId() {
  const id = state[kLastId] + 1;
  state[kLastId] = id;
  // Of a small one V8 would else make an object on the heap.
  const small = id | 0;
  return small === id ? small : id;
}

/** @returns {number} the id of who starts what is made now */
function currentTrigger() {
  const chosen = state[kDefaultTrigger];
  const id = chosen === 0 ? state[kExecutionId] : chosen;
  const small = id | 0;
  return small === id ? small : id;
}

/** Of objects that are resources themselves: their id … */
const kAsyncId = Symbol('asyncId');
/** … and that of who started them. */
const kTriggerAsyncId = Symbol('triggerId');

/** Of promises, as inspect shows them: the same. */
const kPromiseId = Symbol('async_id_symbol');
const kPromiseTrigger = Symbol('trigger_async_id_symbol');

/**
 * Gives ids to an object that begins now. Call it while idsInUse(); the object
 * has both fields already.
 * @param {object} owner
 * @param {string} type what hooks see
 * @param {object} [resource] what they are given for it
 */
function beginResource(owner, type, resource = owner) {
  const id = owner[kAsyncId] = newAsyncId();
  const trigger = owner[kTriggerAsyncId] = currentTrigger();
  if (state[kHooks] !== 0) listener.init(id, type, trigger, resource);
}

/** It is over: the hooks that wait for this are told, later. */
function endResource(resource) {
  endId(resource[kAsyncId]);
}

/** The same for what is nothing but its id; 0: it has none. */
function endId(id) {
  if (state[kHooks] !== 0 && id !== 0) listener.destroy(id);
}

/**
 * Tells of a native resource before native makes it: a socket begins when the
 * program connects it, the stream when the name is resolved.
 * @param {object} owner gets the ids, for reserveIds()
 * @param {string} type
 * @param {object} resource what hooks are given for it
 */
function beginNativeResource(owner, type, resource) {
  const id = owner[kAsyncId] = newAsyncId();
  const trigger = owner[kTriggerAsyncId] = currentTrigger();
  if (state[kHooks] !== 0) listener.nativeInit(id, type, trigger, resource);
}

/** The next that native makes is that one. It tells of its end. */
function reserveIds(owner) {
  state[kReservedId] = owner[kAsyncId];
  state[kReservedTrigger] = owner[kTriggerAsyncId];
}

/** Native has made none. */
function endReservation() {
  state[kReservedId] = 0;
}

/**
 * Calls a function whose making of resources is `triggerId`'s doing, rather than
 * that of what runs.
 */
function runTriggeredBy(triggerId, fn, thisArg, ...args) {
  const outer = state[kDefaultTrigger];
  state[kDefaultTrigger] = triggerId;
  try {
    return Reflect.apply(fn, thisArg, args);
  } finally {
    state[kDefaultTrigger] = outer;
  }
}

setAsyncState(state, {
  emitInit(id, type, triggerId, resource) {
    listener.nativeInit(id, type, triggerId, resource);
  },
  emitBefore(id) { listener.before(id); },
  emitAfter(id) { listener.after(id); },
  emitDestroy(id) { listener.destroy(id); },
});

addTurnPart({
  name: 'async/ids',
  reset() {
    state[kDefaultTrigger] = 0;
    endReservation();
  },
  isFresh: () => state[kDefaultTrigger] === 0 && state[kReservedId] === 0,
});

exports.currentTask = currentTask;
exports.state = state;
exports.kExecutionId = kExecutionId;
exports.kTriggerId = kTriggerId;
exports.kLastId = kLastId;
exports.kDefaultTrigger = kDefaultTrigger;
exports.kHooks = kHooks;
exports.kMainId = kMainId;
exports.useIds = useIds;
exports.idsInUse = idsInUse;
exports.setListener = setListener;
exports.hookListener = hookListener;
exports.kAsyncId = kAsyncId;
exports.kTriggerAsyncId = kTriggerAsyncId;
exports.kPromiseId = kPromiseId;
exports.kPromiseTrigger = kPromiseTrigger;
exports.beginResource = beginResource;
exports.beginNativeResource = beginNativeResource;
exports.reserveIds = reserveIds;
exports.endReservation = endReservation;
exports.runTriggeredBy = runTriggeredBy;
exports.endId = endId;
exports.endResource = endResource;
exports.newAsyncId = newAsyncId;
exports.currentTrigger = currentTrigger;
