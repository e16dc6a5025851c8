'use strict';

/**
 * AsyncLocalStorage: a value that follows what a piece of code starts.
 *
 * A context is an immutable map from storage to store. V8 keeps the current one
 * with each promise reaction (internal/async/context); changing a store makes a
 * new map.
 */

const { validateFunction, validateObject } =
  require('internal/util/validators');
const {
  enable,
  getContext,
  setContext,
} = require('internal/async/context');
const { AsyncResource } = require('internal/async/resource');
const { kDispose } = require('internal/util/dispose');

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

  /** Takes the store away from all that has the current context. */
  disable() {
    const context = getContext();
    if (context === undefined || !context.has(this)) return;
    context.delete(this);
    // A run() under way sees by this that it may not simply go back.
    setContext(new Map(context));
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

exports.AsyncLocalStorage = AsyncLocalStorage;
