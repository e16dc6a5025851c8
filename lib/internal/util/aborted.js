'use strict';

/**
 * util.aborted: a promise for the end of a signal, which keeps neither the
 * signal nor itself longer than the resource that it is made for.
 *
 * @module internal/util/aborted
 */

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors/errors');
const { validateAbortSignal, validateObject } =
  require('internal/util/validators');

/** @type {WeakMap<object, Set<Waiter>>} held as long as their resource lives */
const waiters = new WeakMap();

/** Runs what was registered for objects that were collected. */
let registry;

/** One promise: `resolve` is held by its resource alone. */
class Waiter {
  constructor(resolve) {
    this.resolve = resolve;
  }
}

/**
 * What is left to do when the resource was collected: a signal may live long,
 * and be kept alive by its listeners. A function of its own, as are the next:
 * what they return must hold no more than it needs.
 */
function whenResourceIsGone(weakSignal, listener) {
  return () => weakSignal.deref()?.removeEventListener('abort', listener);
}

/** The same for the signal: a resource may live long, too. */
function whenSignalIsGone(weakWaiters, weakWaiter) {
  return () => weakWaiters.deref()?.delete(weakWaiter.deref());
}

function listenerOf(weakWaiter, weakWaiters) {
  return () => {
    const waiter = weakWaiter.deref();
    if (waiter === undefined) return;
    registry.unregister(waiter);
    weakWaiters.deref()?.delete(waiter);
    waiter.resolve();
  };
}

function wait(signal, resource, waiter) {
  let others = waiters.get(resource);
  if (others === undefined) waiters.set(resource, others = new Set());
  others.add(waiter);
  const weakWaiter = new WeakRef(waiter);
  const weakWaiters = new WeakRef(others);
  const listener = listenerOf(weakWaiter, weakWaiters);
  signal.addEventListener('abort', listener, { __proto__: null, once: true });

  registry ??= new FinalizationRegistry((cleanUp) => cleanUp());
  registry.register(
    resource, whenResourceIsGone(new WeakRef(signal), listener), waiter);
  registry.register(
    signal, whenSignalIsGone(weakWaiters, weakWaiter), waiter);
}

/**
 * @param {AbortSignal} signal
 * @param {object} resource while it lives, the signal can fulfil the promise
 * @returns {Promise<void>}
 */
async function aborted(signal, resource) {
  if (signal === undefined) {
    throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  }
  validateAbortSignal(signal, 'signal');
  validateObject(resource, 'resource');
  if (signal.aborted) return undefined;
  return new Promise((resolve) => {
    wait(signal, resource, new Waiter(resolve));
  });
}

exports.aborted = aborted;
