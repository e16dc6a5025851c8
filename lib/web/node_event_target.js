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
const { codes: { ERR_INVALID_THIS } } = require('internal/errors/errors');
const { validateString } = require('internal/util/validators');

const kIsNodeTarget = Symbol('kIsNodeTarget');

function check(target) {
  if (!isEventTarget(target) || !target.constructor[kIsNodeTarget]) {
    throw new ERR_INVALID_THIS('NodeEventTarget');
  }
  return target;
}

/** Adds a listener that gets what was emitted. */
function add(target, type, listener, once) {
  check(target).addEventListener(
    type, listener, { once, [kIsNodeEventTarget]: true });
  return target;
}

function remove(target, type, listener, options) {
  check(target).removeEventListener(type, listener, options);
  return target;
}

class NodeEventTarget extends EventTarget {
  static [kIsNodeTarget] = true;
  static defaultMaxListeners = 10;

  /** @param {number} n */
  setMaxListeners(n) {
    require('events').setMaxListeners(n, check(this));
  }

  /** @returns {number} */
  getMaxListeners() {
    const { [kMaxEventTargetListeners]: own } = check(this);
    return own ?? require('events').defaultMaxListeners;
  }

  /** @returns {string[]} */
  eventNames() {
    return [...check(this)[kListeners].keys()];
  }

  /** @param {string} type @returns {number} */
  listenerCount(type) {
    return check(this)[kListeners].get(String(type))?.length ?? 0;
  }

  removeListener(type, listener, options) {
    return remove(this, type, listener, options);
  }

  off(type, listener, options) {
    return remove(this, type, listener, options);
  }

  addListener(type, listener) {
    return add(this, type, listener, false);
  }

  on(type, listener) {
    return add(this, type, listener, false);
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
    return add(this, type, listener, true);
  }

  removeAllListeners(type) {
    const { [kListeners]: listeners } = check(this);
    if (type === undefined) listeners.clear();
    else listeners.delete(String(type));
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
