'use strict';
/**
 * NodeEventTarget: an EventTarget that also has the common part of the
 * EventEmitter's methods. MessagePort and the like extend it.
 *
 * A listener added by `on` gets what was emitted; one added by
 * addEventListener gets an event. A function is registered at most once a type.
 *
 * @module web/node_event_target
 */

const {
  EventTarget,
  isEventTarget,
  kHybridDispatch,
  kIsNodeEventTarget,
  kListeners,
  kMaxEventTargetListeners,
} = require('web/event_target');
const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
const { validateString } = require('internal/validators');

const kIsNodeTarget = Symbol('kIsNodeTarget');

function check(target) {
  if (!isEventTarget(target) || !target.constructor[kIsNodeTarget]) {
    throw new ERR_INVALID_THIS('NodeEventTarget');
  }
}

class NodeEventTarget extends EventTarget {
  static [kIsNodeTarget] = true;
  static defaultMaxListeners = 10;

  /** @param {number} n */
  setMaxListeners(n) {
    check(this);
    require('events').setMaxListeners(n, this);
  }

  /** @returns {number} */
  getMaxListeners() {
    check(this);
    return this[kMaxEventTargetListeners] ??
      require('events').defaultMaxListeners;
  }

  /** @returns {string[]} */
  eventNames() {
    check(this);
    return Array.from(this[kListeners].keys());
  }

  /** @param {string} type @returns {number} */
  listenerCount(type) {
    check(this);
    return this[kListeners].get(String(type))?.length ?? 0;
  }

  off(type, listener, options) {
    check(this);
    this.removeEventListener(type, listener, options);
    return this;
  }

  removeListener(type, listener, options) {
    check(this);
    this.removeEventListener(type, listener, options);
    return this;
  }

  on(type, listener) {
    check(this);
    this.addEventListener(type, listener, { [kIsNodeEventTarget]: true });
    return this;
  }

  addListener(type, listener) {
    check(this);
    this.addEventListener(type, listener, { [kIsNodeEventTarget]: true });
    return this;
  }

  /**
   * @param {string} type
   * @param {*} value what the listeners get
   * @returns {boolean} whether there was a listener
   */
  emit(type, value) {
    check(this);
    validateString(type, 'type');
    const heard = this.listenerCount(type) > 0;
    this[kHybridDispatch](value, type);
    return heard;
  }

  once(type, listener) {
    check(this);
    this.addEventListener(
      type, listener, { once: true, [kIsNodeEventTarget]: true });
    return this;
  }

  removeAllListeners(type) {
    check(this);
    if (type !== undefined) this[kListeners].delete(String(type));
    else this[kListeners].clear();
    return this;
  }
}

for (const name of [
  'setMaxListeners', 'getMaxListeners', 'eventNames', 'listenerCount', 'off',
  'removeListener', 'on', 'addListener', 'once', 'emit', 'removeAllListeners',
]) {
  Object.defineProperty(NodeEventTarget.prototype, name, {
    __proto__: null, enumerable: true,
  });
}

module.exports = { NodeEventTarget };
