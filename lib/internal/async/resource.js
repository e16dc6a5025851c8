'use strict';

/**
 * AsyncResource: something asynchronous of the program's own, whose callbacks
 * run in the context that it was made in.
 */

const {
  codes: { ERR_ASYNC_TYPE, ERR_INVALID_ASYNC_ID },
} = require('internal/errors/errors');
const {
  validateFunction,
  validateObject,
  validateString,
} = require('internal/util/validators');
const { captureContext } = require('internal/async/context');
const { runAs } = require('internal/async/execution');
const {
  areEndsWanted,
  unwatchResource,
  watchResource,
} = require('internal/async/hooks');
const {
  currentTrigger,
  hookListener,
  kHooks,
  newAsyncId,
  state,
} = require('internal/async/ids');

/** @returns {number} what the options say, or what runs now */
function toTrigger(options) {
  const id = typeof options === 'number' ? options : options.triggerAsyncId;
  if (id === undefined) return currentTrigger();
  if (!Number.isSafeInteger(id) || id < -1) {
    throw new ERR_INVALID_ASYNC_ID('triggerAsyncId', id);
  }
  return id;
}

class AsyncResource {
  #context;
  #id;
  #triggerId;
  /** Hooks are told of its end when it is collected. */
  #isWatched = false;

  /**
   * @param {string} type
   * @param {number|{triggerAsyncId?: number, requireManualDestroy?: boolean}}
   *   [options] or the id of its cause
   */
  constructor(type, options = { __proto__: null }) {
    validateString(type, 'type');
    if (typeof options !== 'number') validateObject(options, 'options');
    const triggerId = toTrigger(options);
    if (state[kHooks] !== 0 && type.length === 0) {
      throw new ERR_ASYNC_TYPE(type);
    }
    this.#context = captureContext();
    this.#id = newAsyncId();
    this.#triggerId = triggerId;
    if (state[kHooks] === 0) return;
    hookListener().init(this.#id, type, triggerId, this);
    if (!options.requireManualDestroy && areEndsWanted()) {
      watchResource(this, this.#id);
      this.#isWatched = true;
    }
  }

  /** Calls `fn` in the context in which the resource was made. */
  runInAsyncScope(fn, thisArg, ...args) {
    return runAs(
      this.#id, this.#triggerId, this, this.#context, fn, thisArg, args);
  }

  /** Tells hooks that it is over. Once. */
  emitDestroy() {
    if (this.#isWatched) {
      this.#isWatched = false;
      unwatchResource(this.#id);
    }
    if (state[kHooks] !== 0) hookListener().destroy(this.#id);
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

exports.AsyncResource = AsyncResource;
