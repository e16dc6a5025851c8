'use strict';

/**
 * process.finalization: functions that are called with an object when the
 * process ends, if the object is still alive then. An object that is collected
 * takes its functions with it.
 */

const { validateFunction } = require('internal/util/validators');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors/errors');

/** Event → [{ ref: WeakRef, callback }], in order of registration. */
const registered = { __proto__: null, exit: [], beforeExit: [] };
/** Drops what belongs to collected objects; made when first needed. */
let registry;

function dropCollected() {
  for (const event of Object.keys(registered)) {
    registered[event] = registered[event].filter(
      ({ ref }) => ref.deref() !== undefined);
  }
}

function run(event) {
  const entries = registered[event];
  // 'beforeExit' may come again, and an exit may follow it.
  registered[event] = [];
  for (const { ref, callback } of entries) {
    const object = ref.deref();
    if (object !== undefined) callback(object, event);
  }
}

function register(event, object, callback) {
  if ((typeof object !== 'object' || object === null) &&
      typeof object !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('obj', 'object', object);
  }
  validateFunction(callback, 'fn');
  if (registered[event].length === 0) {
    process.once(event, () => run(event));
  }
  registry ??= new FinalizationRegistry(dropCollected);
  registry.register(object, undefined, object);
  registered[event].push({ ref: new WeakRef(object), callback });
}

/** Forgets all functions of an object. */
function unregister(object) {
  if (object === null || object === undefined) return;
  registry?.unregister(object);
  for (const event of Object.keys(registered)) {
    registered[event] = registered[event].filter(
      ({ ref }) => ref.deref() !== object);
  }
}

module.exports = {
  register(obj, fn) {
    register('exit', obj, fn);
  },
  registerBeforeExit(obj, fn) {
    register('beforeExit', obj, fn);
  },
  unregister,
};
