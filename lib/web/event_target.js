'use strict';
/**
 * Event, CustomEvent and EventTarget of the DOM standard, as Node has them:
 * there is no tree, so an event meets one target; what a listener throws is an
 * uncaught exception; too many listeners bring a warning.
 *
 * @module web/event_target
 */

const { enumerate } = require('web/enumerate');
const {
  codes: {
    ERR_EVENT_RECURSION,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_THIS,
    ERR_MISSING_ARGS,
  },
} = require('internal/errors/errors');
const {
  kValidateObjectAllowObjects,
  validateAbortSignal,
  validateObject,
} = require('internal/util/validators');
const { formatValue } = require('internal/errors/format');

/** Hooks that a subclass may override: the type's first and last listener. */
const kNewListener = Symbol('kNewListener');
const kRemoveListener = Symbol('kRemoveListener');
/** Hook: makes the event of hybridDispatch for a value. */
const kCreateEvent = Symbol('kCreateEvent');
/** Method: dispatches a value that native code reports. */
const kHybridDispatch = Symbol.for('nodejs.internal.kHybridDispatch');
/** Option of Event: the runtime, not a program, made it. */
const kTrustEvent = Symbol('kTrustEvent');
/** Option of a listener: stopImmediatePropagation does not stop it. */
const kResistStopPropagation = Symbol('kResistStopPropagation');
const kIsEventTarget = Symbol.for('nodejs.event_target');
const kIsNodeEventTarget = Symbol('kIsNodeEventTarget');
const kMaxEventTargetListeners = Symbol('events.maxEventTargetListeners');
const kMaxEventTargetListenersWarned =
  Symbol('events.maxEventTargetListenersWarned');
/** The Map from type to an array of Listener. */
const kListeners = Symbol('kListeners');
const kHandlers = Symbol('kHandlers');
const kInspect = Symbol.for('nodejs.util.inspect.custom');

const NONE = 0;
const CAPTURING_PHASE = 1;
const AT_TARGET = 2;
const BUBBLING_PHASE = 3;

/** How an object of a class reads in util.inspect. */
function inspectAs(name, depth, options, properties) {
  if (depth < 0) return `[${name}]`;
  const nested = {
    ...options,
    depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth,
  };
  return `${name} ${formatValue(properties, nested)}`;
}

/** Milliseconds since the time origin. */
function now() {
  return globalThis.performance?.now() ?? process.uptime() * 1e3;
}

let stateOf;
/** Events of the runtime's own making. */
const trusted = new WeakSet();

class Event {
  #type;
  #bubbles = false;
  #cancelable = false;
  #composed = false;
  #canceled = false;
  #propagationStopped = false;
  #stopped = false;
  #passive = false;
  #target = null;
  #dispatching = false;
  #timeStamp = now();

  /**
   * @param {string} type
   * @param {{bubbles?: boolean, cancelable?: boolean,
   *   composed?: boolean}} [options]
   */
  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    if (options != null) {
      validateObject(options, 'options', kValidateObjectAllowObjects);
      this.#bubbles = Boolean(options.bubbles);
      this.#cancelable = Boolean(options.cancelable);
      this.#composed = Boolean(options.composed);
      if (options[kTrustEvent]) trusted.add(this);
    }
    this.#type = `${type}`;
  }

  static #check(event) {
    if (typeof event !== 'object' || event === null || !(#type in event)) {
      throw new ERR_INVALID_THIS('Event');
    }
    return event;
  }

  static {
    /** What dispatching reads and writes. */
    stateOf = {
      isEvent: (value) => (
        typeof value === 'object' && value !== null && #type in value
      ),
      type: (event) => event.#type,
      isDispatching: (event) => event.#dispatching,
      isStopped: (event) => event.#stopped,
      begin(event, target) {
        event.#target = target;
        event.#dispatching = true;
      },
      end(event) {
        event.#dispatching = false;
        event.#stopped = false;
        event.#propagationStopped = false;
      },
      setPassive(event, passive) {
        event.#passive = passive;
      },
    };
  }

  [kInspect](depth, options) {
    Event.#check(this);
    return inspectAs(this.constructor.name, depth, options, {
      type: this.#type,
      defaultPrevented: this.defaultPrevented,
      cancelable: this.#cancelable,
      timeStamp: this.#timeStamp,
    });
  }

  stopImmediatePropagation() {
    Event.#check(this);
    this.#propagationStopped = true;
    this.#stopped = true;
  }

  preventDefault() {
    Event.#check(this);
    if (this.#cancelable && !this.#passive) this.#canceled = true;
  }

  get target() {
    return Event.#check(this).#target;
  }

  get currentTarget() {
    Event.#check(this);
    return this.#dispatching ? this.#target : null;
  }

  get srcElement() {
    return Event.#check(this).#target;
  }

  get type() {
    return Event.#check(this).#type;
  }

  get cancelable() {
    return Event.#check(this).#cancelable;
  }

  get defaultPrevented() {
    Event.#check(this);
    return this.#cancelable && this.#canceled;
  }

  /** Milliseconds since the time origin. */
  get timeStamp() {
    return Event.#check(this).#timeStamp;
  }

  composedPath() {
    Event.#check(this);
    return this.#dispatching ? [this.#target] : [];
  }

  /** Whether the runtime, not a program, made the event. */
  get isTrusted() {
    return trusted.has(Event.#check(this));
  }

  get returnValue() {
    return !Event.#check(this).defaultPrevented;
  }

  set returnValue(value) {
    Event.#check(this);
    if (!value) this.preventDefault();
  }

  get bubbles() {
    return Event.#check(this).#bubbles;
  }

  get composed() {
    return Event.#check(this).#composed;
  }

  get eventPhase() {
    Event.#check(this);
    return this.#dispatching ? AT_TARGET : NONE;
  }

  get cancelBubble() {
    return Event.#check(this).#propagationStopped;
  }

  set cancelBubble(value) {
    Event.#check(this);
    if (value) this.#propagationStopped = true;
  }

  stopPropagation() {
    Event.#check(this);
    this.#propagationStopped = true;
  }

  initEvent(type, bubbles = false, cancelable = false) {
    Event.#check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    if (this.#dispatching) return;
    this.#type = `${type}`;
    this.#bubbles = Boolean(bubbles);
    this.#cancelable = Boolean(cancelable);
    this.#canceled = false;
    this.#target = null;
  }
}

Object.defineProperty(Event.prototype, Symbol.toStringTag, {
  __proto__: null, configurable: true, value: 'Event',
});
enumerate(Event.prototype, [
  'stopImmediatePropagation', 'preventDefault', 'target', 'currentTarget',
  'srcElement', 'type', 'cancelable', 'defaultPrevented', 'timeStamp',
  'composedPath', 'returnValue', 'bubbles', 'composed', 'eventPhase',
  'cancelBubble', 'stopPropagation', 'initEvent',
]);
// Unforgeable in the standard: nobody may redefine it.
Object.defineProperty(Event.prototype, 'isTrusted', {
  __proto__: null, enumerable: true, configurable: false,
});
for (const [name, value] of Object.entries(
  { NONE, CAPTURING_PHASE, AT_TARGET, BUBBLING_PHASE })) {
  const descriptor = { __proto__: null, enumerable: true, value };
  Object.defineProperty(Event, name, descriptor);
  Object.defineProperty(Event.prototype, name, descriptor);
}

class CustomEvent extends Event {
  #detail;

  /**
   * @param {string} type
   * @param {{detail?: any}} [options] and those of Event
   */
  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    super(type, options);
    this.#detail = options?.detail ?? null;
  }

  get detail() {
    if (typeof this !== 'object' || this === null || !(#detail in this)) {
      throw new ERR_INVALID_THIS('CustomEvent');
    }
    return this.#detail;
  }
}
Object.defineProperty(CustomEvent.prototype, Symbol.toStringTag, {
  __proto__: null, configurable: true, value: 'CustomEvent',
});
enumerate(CustomEvent.prototype, ['detail']);

/** One registration. */
class Listener {
  constructor(callback, options) {
    this.callback = callback;
    this.once = options.once;
    this.capture = options.capture;
    this.passive = options.passive;
    this.isNodeStyle = options.isNodeStyle;
    this.resistStop = options.resistStop;
    this.removed = false;
  }

  matches(callback, capture) {
    return this.callback === callback && this.capture === capture;
  }

  call(target, event) {
    const { callback } = this;
    return typeof callback === 'function' ?
      callback.call(target, event) : callback.handleEvent(event);
  }
}

/** The flags of addEventListener, each of its type. */
function readOptions(options) {
  if (typeof options === 'boolean') options = { capture: options };
  else if (options == null) options = {};
  validateObject(options, 'options', kValidateObjectAllowObjects);
  return {
    once: Boolean(options.once),
    capture: Boolean(options.capture),
    passive: Boolean(options.passive),
    signal: options.signal,
    isNodeStyle: Boolean(options[kIsNodeEventTarget]),
    resistStop: Boolean(options[kResistStopPropagation]),
  };
}

/** Throws for what cannot be a listener; false for null and undefined. */
function isListener(listener) {
  if (typeof listener === 'function' || typeof listener === 'object') {
    return listener !== null;
  }
  if (listener === undefined) return false;
  throw new ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener);
}

/** Reports what a listener threw, or its promise was rejected with. */
function reportUncaught(error) {
  process.nextTick(() => {
    throw error;
  });
}

function checkTarget(target) {
  if (!isEventTarget(target)) throw new ERR_INVALID_THIS('EventTarget');
}

/** Makes the state of a target that no constructor ran for. */
function initEventTarget(target) {
  target[kListeners] = new Map();
  target[kMaxEventTargetListeners] = undefined;
  target[kMaxEventTargetListenersWarned] = false;
  target[kHandlers] = new Map();
}

/** Takes one registration out; the hook learns how many are left. */
function removeRegistration(target, type, listeners, index) {
  const listener = listeners[index];
  listener.removed = true;
  // Others may be walking the array.
  const rest = listeners.filter((one) => one !== listener);
  if (rest.length === 0) target[kListeners].delete(type);
  else target[kListeners].set(type, rest);
  target[kRemoveListener](rest.length, type, listener.callback,
                          listener.capture);
}

class EventTarget {
  static [kIsEventTarget] = true;

  constructor() {
    initEventTarget(this);
  }

  [kNewListener](size, type, listener, once, capture, passive) {
    const max = this[kMaxEventTargetListeners] ??
      require('events').defaultMaxListeners;
    if (max <= 0 || size <= max || this[kMaxEventTargetListenersWarned]) {
      return;
    }
    this[kMaxEventTargetListenersWarned] = true;
    const warning = new Error(
      'Possible EventTarget memory leak detected. ' +
      `${size} ${type} listeners added to ` +
      `${formatValue(this, { depth: -1 })}. MaxListeners is ${max}. ` +
      'Use events.setMaxListeners() to increase limit');
    process.emitWarning(Object.assign(warning, {
      name: 'MaxListenersExceededWarning',
      target: this,
      type,
      count: size,
    }));
  }

  [kRemoveListener](size, type, listener, capture) {}

  /**
   * @param {string} type
   * @param {Function|{handleEvent: Function}} listener
   * @param {boolean|{once?: boolean, capture?: boolean, passive?: boolean,
   *   signal?: AbortSignal}} [options]
   */
  addEventListener(type, listener, options = undefined) {
    checkTarget(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener');
    const flags = readOptions(options);
    const { signal } = flags;
    validateAbortSignal(signal, 'options.signal');
    if (!isListener(listener)) {
      const warning = new Error(`addEventListener called with ${listener}` +
                                ' which has no effect.');
      process.emitWarning(Object.assign(warning, {
        name: 'AddEventListenerArgumentTypeWarning',
        target: this,
        type,
      }));
      return;
    }
    type = `${type}`;

    const existing = this[kListeners].get(type) ?? [];
    if (existing.some((one) => one.matches(listener, flags.capture))) return;
    if (signal) {
      if (signal.aborted) return;
      const remove = () => {
        this.removeEventListener(type, listener, options);
      };
      signal.addEventListener('abort', remove, {
        once: true, [kResistStopPropagation]: true,
      });
    }
    this[kListeners].set(type, [...existing, new Listener(listener, flags)]);
    this[kNewListener](existing.length + 1, type, listener, flags.once,
                       flags.capture, flags.passive);
  }

  /**
   * @param {string} type
   * @param {Function|{handleEvent: Function}} listener
   * @param {boolean|{capture?: boolean}} [options]
   */
  removeEventListener(type, listener, options = undefined) {
    checkTarget(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener');
    if (!isListener(listener)) return;
    type = `${type}`;
    const capture = options !== null && typeof options === 'object' ?
      Boolean(options.capture) : Boolean(options);
    const listeners = this[kListeners].get(type);
    if (listeners === undefined) return;
    const index = listeners.findIndex((one) => one.matches(listener, capture));
    if (index >= 0) removeRegistration(this, type, listeners, index);
  }

  /**
   * @param {Event} event
   * @returns {boolean} false where a listener prevented the default
   */
  dispatchEvent(event) {
    checkTarget(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('event');
    if (!stateOf.isEvent(event)) {
      throw new ERR_INVALID_ARG_TYPE('event', 'Event', event);
    }
    if (stateOf.isDispatching(event)) {
      throw new ERR_EVENT_RECURSION(stateOf.type(event));
    }
    this[kHybridDispatch](event, stateOf.type(event), event);
    return !event.defaultPrevented;
  }

  /**
   * Calls the listeners of a type: Node-style ones with the value, the others
   * with an event, which is made when the first of them needs it.
   */
  [kHybridDispatch](value, type, event) {
    if (event !== undefined) stateOf.begin(event, this);
    const listeners = this[kListeners].get(type);
    if (listeners !== undefined) {
      for (const listener of listeners) {
        if (listener.removed) continue;
        if (event !== undefined && stateOf.isStopped(event) &&
            !listener.resistStop) {
          continue;
        }
        if (listener.once) {
          const current = this[kListeners].get(type);
          removeRegistration(this, type, current, current.indexOf(listener));
        }
        try {
          let argument = value;
          if (!listener.isNodeStyle) {
            if (event === undefined) {
              event = this[kCreateEvent](value, type);
              stateOf.begin(event, this);
            }
            stateOf.setPassive(event, listener.passive);
            argument = event;
          }
          const result = listener.call(this, argument);
          if (result !== undefined && result !== null) {
            const { then } = result;
            if (typeof then === 'function') {
              then.call(result, undefined, reportUncaught);
            }
          }
        } catch (error) {
          reportUncaught(error);
        }
        if (event !== undefined) stateOf.setPassive(event, false);
      }
    }
    if (event !== undefined) stateOf.end(event);
  }

  [kInspect](depth, options) {
    if (!isEventTarget(this)) return this;
    return inspectAs(this.constructor.name, depth, options, {});
  }
}
Object.defineProperty(EventTarget.prototype, Symbol.toStringTag, {
  __proto__: null, configurable: true, value: 'EventTarget',
});
enumerate(EventTarget.prototype,
          ['addEventListener', 'removeEventListener', 'dispatchEvent']);

/** True for an instance of EventTarget or a class that extends it. */
function isEventTarget(value) {
  return Boolean(value?.constructor?.[kIsEventTarget]);
}

/** The callbacks registered for a type, in order. */
function listenersOf(target, type) {
  const listeners = target[kListeners].get(type) ?? [];
  return listeners.map((one) => one.callback);
}

/**
 * Adds an event handler attribute, as `onabort`, to a prototype.
 *
 * @param {object} prototype
 * @param {string} name of the attribute without 'on'
 * @param {string} [type] of the event
 */
function defineEventHandler(prototype, name, type = name) {
  const property = `on${name}`;
  function get() {
    checkTarget(this);
    return this[kHandlers].get(name)?.handler ?? null;
  }
  function set(value) {
    checkTarget(this);
    const callable = typeof value === 'function' ||
      (typeof value === 'object' && value !== null);
    const existing = this[kHandlers].get(name);
    if (existing !== undefined) {
      // The handler keeps the place in the order that it first had.
      existing.handler = callable ? value : null;
      if (!callable) {
        this.removeEventListener(type, existing.listener);
        this[kHandlers].delete(name);
      }
      return;
    }
    if (!callable) return;
    const entry = { handler: value, listener: undefined };
    entry.listener = function(...args) {
      if (typeof entry.handler !== 'function') return undefined;
      return Reflect.apply(entry.handler, this, args);
    };
    this[kHandlers].set(name, entry);
    this.addEventListener(type, entry.listener);
  }
  Object.defineProperty(get, 'name', {
    __proto__: null, value: `get ${property}`,
  });
  Object.defineProperty(set, 'name', {
    __proto__: null, value: `set ${property}`,
  });
  Object.defineProperty(prototype, property, {
    __proto__: null, get, set, configurable: true, enumerable: true,
  });
}

module.exports = {
  CustomEvent,
  Event,
  EventTarget,
  defineEventHandler,
  initEventTarget,
  inspectAs,
  isEventTarget,
  kCreateEvent,
  kHybridDispatch,
  kInspect,
  kIsNodeEventTarget,
  kMaxEventTargetListeners,
  kMaxEventTargetListenersWarned,
  kListeners,
  kNewListener,
  kRemoveListener,
  kResistStopPropagation,
  kTrustEvent,
  listenersOf,
};
