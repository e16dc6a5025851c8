'use strict';

/** util.aborted. */

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateAbortSignal, validateObject } =
  require('internal/validators');

/** Keeps the promises' resolvers as long as their resource lives. */
const waiting = new WeakMap();

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
    const onAbort = () => resolve();
    const list = waiting.get(resource) ?? [];
    list.push(onAbort);
    waiting.set(resource, list);
    listenWeakly(signal, new WeakRef(onAbort));
  });
}

/**
 * A long-lived signal must not keep what waits for it. A function of its own:
 * a closure in aborted() would hold all that aborted() knows of.
 */
function listenWeakly(signal, weak) {
  signal.addEventListener('abort', () => weak.deref()?.(), {
    __proto__: null, once: true,
  });
}

exports.aborted = aborted;
