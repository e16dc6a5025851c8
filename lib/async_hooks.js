'use strict';

/**
 * node:async_hooks: AsyncLocalStorage, and AsyncResource to carry a context to
 * where it would be lost.
 *
 * A context is an immutable map from storage to store. V8 keeps the current one
 * with each promise reaction (internal/async_context); changing a store makes a
 * new map.
 */

const {
  codes: { ERR_METHOD_NOT_IMPLEMENTED },
} = require('internal/errors/errors');
const {
  validateFunction,
  validateObject,
  validateString,
} = require('internal/util/validators');
const {
  enable,
  getContext,
  runInContext,
  setContext,
} = require('internal/async/context');
const { kDispose } = require('internal/util/dispose');

// ---------------------------------------------------------------------------
// Stores

/** What a task begins with. */
const kEmpty = new Map();

function withStore(context, storage, store) {
  const next = new Map(context);
  next.set(storage, store);
  return next;
}

class AsyncLocalStorage {
  #defaultValue;
  #name;

  /** @param {{defaultValue?: any, name?: string}} [options] */
  constructor(options = { __proto__: null }) {
    validateObject(options, 'options');
    this.#defaultValue = options.defaultValue;
    this.#name = options.name === undefined ? '' : `${options.name}`;
    // Promises that are awaited before a store is set know their context, too.
    enable(kEmpty);
  }

  get name() {
    return this.#name;
  }

  /** A function that calls `fn` in the context of now. */
  static bind(fn) {
    validateFunction(fn, 'fn');
    return AsyncResource.bind(fn);
  }

  /** A function (fn, ...args) that calls fn in the context of now. */
  static snapshot() {
    return AsyncResource.bind((fn, ...args) => fn(...args));
  }

  getStore() {
    const context = getContext();
    if (context === undefined || !context.has(this)) return this.#defaultValue;
    return context.get(this);
  }

  /** Sets the store for the rest of this execution, and what it starts. */
  enterWith(store) {
    setContext(withStore(getContext(), this, store));
  }

  run(store, callback, ...args) {
    // Nothing to restore when nothing changes.
    const outer = getContext();
    if (outer !== undefined && outer.has(this) &&
        Object.is(outer.get(this), store)) {
      return Reflect.apply(callback, null, args);
    }
    const inner = withStore(outer, this, store);
    setContext(inner);
    try {
      return Reflect.apply(callback, null, args);
    } finally {
      this.#restore(inner, outer);
    }
  }

  /** Leaves `inner`; what other storages have changed meanwhile stays. */
  #restore(inner, outer) {
    const current = getContext();
    if (current === inner) {
      setContext(outer ?? kEmpty);
    } else if (outer !== undefined && outer.has(this)) {
      setContext(withStore(current, this, outer.get(this)));
    } else {
      const without = new Map(current);
      without.delete(this);
      setContext(without);
    }
  }

  /** Inside, there is no store; not the default value either. */
  exit(callback, ...args) {
    return this.run(undefined, callback, ...args);
  }

  /**
   * Sets the store until the result is disposed of:
   * `using scope = storage.withScope(store)`.
   * @returns {RunScope}
   */
  withScope(store) {
    const outer = getContext();
    const inner = withStore(outer, this, store);
    setContext(inner);
    return new RunScope(() => this.#restore(inner, outer));
  }

  /** Takes the store away from the current execution. */
  disable() {
    const context = getContext();
    if (context === undefined || !context.has(this)) return;
    const without = new Map(context);
    without.delete(this);
    setContext(without);
  }
}

/** A store that is set until this is disposed of. */
class RunScope {
  #restore;

  constructor(restore) {
    this.#restore = restore;
  }

  dispose() {
    const restore = this.#restore;
    this.#restore = undefined;
    restore?.();
  }

  [kDispose]() {
    this.dispose();
  }
}

// ---------------------------------------------------------------------------
// Resources

let lastId = 1;
let currentId = 1;
let currentTriggerId = 0;
let currentResource = {};

class AsyncResource {
  #context;
  #id;
  #triggerId;

  /**
   * @param {string} type
   * @param {number|{triggerAsyncId?: number, requireManualDestroy?: boolean}}
   *   [options]
   */
  constructor(type, options = { __proto__: null }) {
    validateString(type, 'type');
    let triggerId = currentId;
    if (typeof options === 'number') triggerId = options;
    else if (options.triggerAsyncId !== undefined) {
      triggerId = options.triggerAsyncId;
    }
    if (!Number.isSafeInteger(triggerId) || triggerId < -1) {
      const { codes: { ERR_INVALID_ASYNC_ID } } = require('internal/errors/errors');
      throw new ERR_INVALID_ASYNC_ID('triggerAsyncId', triggerId);
    }
    this.#context = getContext();
    this.#id = ++lastId;
    this.#triggerId = triggerId;
  }

  /** Calls `fn` in the context in which the resource was made. */
  runInAsyncScope(fn, thisArg, ...args) {
    const outer = [currentId, currentTriggerId, currentResource];
    currentId = this.#id;
    currentTriggerId = this.#triggerId;
    currentResource = this;
    try {
      return runInContext(this.#context, fn, thisArg, args);
    } finally {
      [currentId, currentTriggerId, currentResource] = outer;
    }
  }

  /** There is no one to tell: hooks are not supported. */
  emitDestroy() {
    return this;
  }

  asyncId() {
    return this.#id;
  }

  triggerAsyncId() {
    return this.#triggerId;
  }

  bind(fn, thisArg) {
    validateFunction(fn, 'fn');
    const resource = this;
    const bound = thisArg === undefined ?
      function(...args) {
        return resource.runInAsyncScope(fn, this, ...args);
      } :
      resource.runInAsyncScope.bind(resource, fn, thisArg);
    Object.defineProperties(bound, {
      length: {
        __proto__: null, configurable: true, enumerable: false,
        value: fn.length, writable: false,
      },
      name: {
        __proto__: null, configurable: true, enumerable: false,
        value: thisArg === undefined ? 'bound' : bound.name, writable: false,
      },
    });
    return bound;
  }

  static bind(fn, type, thisArg) {
    type = type || fn.name || 'bound-anonymous-fn';
    return new AsyncResource(type).bind(fn, thisArg);
  }
}

/** Ids are known inside of runInAsyncScope only. */
function executionAsyncId() {
  return currentId;
}

function triggerAsyncId() {
  return currentTriggerId;
}

function executionAsyncResource() {
  return currentResource;
}

function createHook() {
  throw new ERR_METHOD_NOT_IMPLEMENTED('async_hooks.createHook()');
}

module.exports = {
  AsyncLocalStorage,
  AsyncResource,
  asyncWrapProviders: Object.freeze({ __proto__: null, NONE: 0 }),
  createHook,
  executionAsyncId,
  executionAsyncResource,
  triggerAsyncId,
};
