'use strict';
/**
 * The module `events`: EventEmitter and what goes with it.
 *
 * An emitter keeps one map, `_events`, from event name to what is registered:
 * the listener itself when there is one, an array when there are more. Emitting
 * to a single listener is one property load and one call; emitting to several
 * walks a copy, so listeners may come and go meanwhile.
 *
 * @module events
 */

const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_UNHANDLED_ERROR,
  },
  genericNodeError,
  kEnhanceStack,
} = require('internal/errors');
const {
  validateAbortSignal,
  validateBoolean,
  validateFunction,
  validateNumber,
  validateString,
} = require('internal/validators');
const { formatValue } = require('internal/error_format');
const { ListenerMap, kPreset } = require('internal/listener_map');

const kCapture = Symbol('kCapture');
// Says of Node's emitters whether their map is preset. Here it is only shown.
const kShapeMode = Symbol('shapeMode');
const kErrorMonitor = Symbol('events.errorMonitor');
const kRejection = Symbol.for('nodejs.rejection');

let defaultMaxListeners = 10;

/**
 * @param {{captureRejections?: boolean}} [options] captureRejections: what a
 *   listener's promise rejects with becomes an 'error' event
 */
function EventEmitter(options) {
  this[kShapeMode] = false;
  EventEmitter.init.call(this, options);
  this[kCapture] = Boolean(this[kCapture]);
}

EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;
Object.defineProperty(EventEmitter.prototype, kCapture, {
  __proto__: null,
  value: false,
  writable: true,
  enumerable: false,
});

EventEmitter.init = function(options) {
  const events = this._events;
  if (events === undefined ||
      events === Object.getPrototypeOf(this)._events) {
    this._events = new ListenerMap();
    this._eventsCount = 0;
  }
  this._maxListeners = this._maxListeners || undefined;

  if (options?.captureRejections) {
    validateBoolean(options.captureRejections, 'options.captureRejections');
    this[kCapture] = Boolean(options.captureRejections);
  } else if (EventEmitter.prototype[kCapture]) {
    this[kCapture] = true;
  }
};

/** Emits 'error' for a rejected promise that a listener returned. */
function reportRejection(emitter, error, type, args) {
  if (typeof emitter[kRejection] === 'function') {
    emitter[kRejection](error, type, ...args);
    return;
  }
  // The 'error' listeners' own promises must not come back here.
  const capture = emitter[kCapture];
  try {
    emitter[kCapture] = false;
    emitter.emit('error', error);
  } finally {
    emitter[kCapture] = capture;
  }
}

function captureRejection(emitter, result, type, args) {
  try {
    const { then } = result;
    if (typeof then === 'function') {
      then.call(result, undefined, (error) => {
        process.nextTick(reportRejection, emitter, error, type, args);
      });
    }
  } catch (error) {
    emitter.emit('error', error);
  }
}

/** Notes on an error that nobody handled where it was emitted. */
function noteEmission(emitter, error) {
  try {
    const site = {};
    Error.captureStackTrace(site, EventEmitter.prototype.emit);
    const { stack } = site;
    Object.defineProperty(error, kEnhanceStack, {
      __proto__: null,
      configurable: true,
      value(own) {
        const name = emitter.constructor?.name;
        const on = name && name !== 'EventEmitter' ?
          ` on ${name} instance` : '';
        const frames = String(stack).split('\n').slice(1).join('\n');
        return `${own}\nEmitted 'error' event${on} at:\n${frames}`;
      },
    });
  } catch {
    // A frozen error is reported without it.
  }
}

/** Throws what an 'error' event without listeners carries. */
function throwUnhandled(emitter, args) {
  const [value] = args;
  if (value instanceof Error) {
    noteEmission(emitter, value);
    throw value;  // Unhandled 'error' event
  }
  let shown;
  try {
    shown = formatValue(value);
  } catch {
    shown = value;
  }
  const error = new ERR_UNHANDLED_ERROR(shown);
  error.context = value;
  throw error;  // Unhandled 'error' event
}

/** Calls one listener with exactly the arguments that were emitted. */
function invoke(emitter, listener, count, a, b, c, args) {
  switch (count) {
    case 0: return listener.call(emitter);
    case 1: return listener.call(emitter, a);
    case 2: return listener.call(emitter, a, b);
    case 3: return listener.call(emitter, a, b, c);
    default: return Reflect.apply(listener, emitter, args);
  }
}

/**
 * Calls the listeners of an event in the order in which they were added.
 *
 * @param {string|symbol} type
 * @param {...*} a the arguments of the listeners
 * @returns {boolean} whether there was a listener
 * @throws the first argument, for 'error' without listeners
 */
EventEmitter.prototype.emit = function emit(type, a, b, c) {
  const events = this._events;
  const count = arguments.length - 1;
  let args;
  if (count > 3) args = Array.prototype.slice.call(arguments, 1);

  if (type === 'error') {
    if (args === undefined) args = [a, b, c].slice(0, Math.max(count, 0));
    if (events !== undefined && events[kErrorMonitor] !== undefined) {
      this.emit(kErrorMonitor, ...args);
    }
    if (events === undefined || events.error === undefined) {
      throwUnhandled(this, args);
    }
  } else if (events === undefined) {
    return false;
  }

  const handler = events[type];
  if (handler === undefined) return false;

  if (typeof handler === 'function') {
    const result = invoke(this, handler, count, a, b, c, args);
    if (result !== undefined && result !== null && this[kCapture]) {
      captureRejection(this, result, type,
                       args ?? [a, b, c].slice(0, Math.max(count, 0)));
    }
    return true;
  }

  const listeners = handler.slice();
  for (let i = 0; i < listeners.length; i++) {
    const result = invoke(this, listeners[i], count, a, b, c, args);
    if (result !== undefined && result !== null && this[kCapture]) {
      captureRejection(this, result, type,
                       args ?? [a, b, c].slice(0, Math.max(count, 0)));
    }
  }
  return true;
};

function maxListenersOf(emitter) {
  const own = emitter._maxListeners;
  return own === undefined ? defaultMaxListeners : own;
}

/** Warns once per event that listeners seem to pile up. */
function warnOfLeak(emitter, type, listeners, max) {
  listeners.warned = true;
  process.emitWarning(genericNodeError(
    'Possible EventEmitter memory leak detected. ' +
    `${listeners.length} ${String(type)} listeners added to ` +
    `${formatValue(emitter, { depth: -1 })}. MaxListeners is ${max}. ` +
    'Use emitter.setMaxListeners() to increase limit',
    {
      name: 'MaxListenersExceededWarning',
      emitter,
      type,
      count: listeners.length,
    }));
}

function register(emitter, type, listener, first) {
  validateFunction(listener, 'listener');
  let events = emitter._events;
  let existing;
  if (events === undefined) {
    events = emitter._events = new ListenerMap();
    emitter._eventsCount = 0;
  } else {
    if (events.newListener !== undefined) {
      emitter.emit('newListener', type, listener.listener ?? listener);
      // A listener of newListener may have replaced the map.
      events = emitter._events;
    }
    existing = events[type];
  }

  if (existing === undefined) {
    events[type] = listener;
    ++emitter._eventsCount;
    return emitter;
  }
  if (typeof existing === 'function') {
    existing = events[type] =
      first ? [listener, existing] : [existing, listener];
  } else if (first) {
    existing.unshift(listener);
  } else {
    existing.push(listener);
  }
  const max = maxListenersOf(emitter);
  if (max > 0 && existing.length > max && !existing.warned) {
    warnOfLeak(emitter, type, existing, max);
  }
  return emitter;
}

/**
 * Appends a listener; adding the same function twice calls it twice.
 * @param {string|symbol} type
 * @param {Function} listener
 * @returns {this}
 */
EventEmitter.prototype.addListener = function addListener(type, listener) {
  return register(this, type, listener, false);
};
EventEmitter.prototype.on = EventEmitter.prototype.addListener;

/** As `on`, in front of all listeners. */
EventEmitter.prototype.prependListener =
  function prependListener(type, listener) {
    return register(this, type, listener, true);
  };

/** A function that removes itself, then calls the listener; once. */
function wrapOnce(emitter, type, listener) {
  let fired = false;
  function wrapper() {
    if (fired) return undefined;
    emitter.removeListener(type, wrapper);
    fired = true;
    return arguments.length === 0 ?
      listener.call(emitter) : Reflect.apply(listener, emitter, arguments);
  }
  wrapper.listener = listener;
  return wrapper;
}

/**
 * Adds a listener that is removed before its first call.
 * @param {string|symbol} type
 * @param {Function} listener
 * @returns {this}
 */
EventEmitter.prototype.once = function once(type, listener) {
  validateFunction(listener, 'listener');
  return this.on(type, wrapOnce(this, type, listener));
};

/** As `once`, in front of all listeners. */
EventEmitter.prototype.prependOnceListener =
  function prependOnceListener(type, listener) {
    validateFunction(listener, 'listener');
    return this.prependListener(type, wrapOnce(this, type, listener));
  };

/** Forgets an event that has no listener left. */
function dropType(emitter, events, type) {
  --emitter._eventsCount;
  if (events[kPreset]?.has(type)) events[type] = undefined;
  else if (emitter._eventsCount === 0) emitter._events = new ListenerMap();
  else delete events[type];
}

/**
 * Removes one listener, the latest added where it was added more than once.
 * @param {string|symbol} type
 * @param {Function} listener
 * @returns {this}
 */
EventEmitter.prototype.removeListener =
  function removeListener(type, listener) {
    validateFunction(listener, 'listener');
    const events = this._events;
    if (events === undefined) return this;
    const existing = events[type];
    if (existing === undefined) return this;

    if (existing === listener || existing.listener === listener) {
      dropType(this, events, type);
      if (events.removeListener !== undefined) {
        this.emit('removeListener', type, existing.listener ?? listener);
      }
      return this;
    }
    if (typeof existing === 'function') return this;

    let index = existing.length - 1;
    while (index >= 0 && existing[index] !== listener &&
           existing[index].listener !== listener) {
      index--;
    }
    if (index < 0) return this;
    if (index === 0) existing.shift();
    else existing.splice(index, 1);
    if (existing.length === 1) [events[type]] = existing;
    if (events.removeListener !== undefined) {
      this.emit('removeListener', type, listener);
    }
    return this;
  };
EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

/**
 * Removes the listeners of one event, or all.
 * @param {string|symbol} [type]
 * @returns {this}
 */
EventEmitter.prototype.removeAllListeners =
  function removeAllListeners(type) {
    const events = this._events;
    if (events === undefined) return this;

    // Nobody wants to know of removals: forget at once.
    if (events.removeListener === undefined) {
      if (arguments.length === 0) {
        this._events = new ListenerMap();
        this._eventsCount = 0;
      } else if (events[type] !== undefined) {
        dropType(this, events, type);
      }
      return this;
    }

    if (arguments.length === 0) {
      for (const key of Reflect.ownKeys(events)) {
        if (key !== 'removeListener') this.removeAllListeners(key);
      }
      this.removeAllListeners('removeListener');
      this._events = new ListenerMap();
      this._eventsCount = 0;
      return this;
    }

    const listeners = events[type];
    if (typeof listeners === 'function') {
      this.removeListener(type, listeners);
    } else if (listeners !== undefined) {
      for (let i = listeners.length - 1; i >= 0; i--) {
        this.removeListener(type, listeners[i]);
      }
    }
    return this;
  };

/**
 * @param {string|symbol} type
 * @returns {Function[]} a copy; the functions that users gave to `once`
 */
EventEmitter.prototype.listeners = function listeners(type) {
  return this.rawListeners(type).map((one) => one.listener ?? one);
};

/**
 * @param {string|symbol} type
 * @returns {Function[]} a copy, with the wrappers that `once` made
 */
EventEmitter.prototype.rawListeners = function rawListeners(type) {
  const existing = this._events?.[type];
  if (existing === undefined) return [];
  return typeof existing === 'function' ? [existing] : existing.slice();
};

/**
 * @param {string|symbol} type
 * @param {Function} [listener] counts this one only
 * @returns {number}
 */
EventEmitter.prototype.listenerCount = function listenerCount(type, listener) {
  const existing = this._events?.[type];
  if (existing === undefined) return 0;
  if (listener == null) {
    return typeof existing === 'function' ? 1 : existing.length;
  }
  const list = typeof existing === 'function' ? [existing] : existing;
  let count = 0;
  for (const one of list) {
    if (one === listener || one.listener === listener) count++;
  }
  return count;
};

/** @returns {Array<string|symbol>} the events that have listeners */
EventEmitter.prototype.eventNames = function eventNames() {
  if (this._eventsCount === 0) return [];
  const events = this._events;
  return Reflect.ownKeys(events).filter((type) => events[type] !== undefined);
};

/**
 * Sets from how many listeners of one event on a leak is suspected.
 * @param {number} n 0 or Infinity: any number is fine
 * @returns {this}
 */
EventEmitter.prototype.setMaxListeners = function setMaxListeners(n) {
  validateNumber(n, 'setMaxListeners', 0);
  this._maxListeners = n;
  return this;
};

/** @returns {number} */
EventEmitter.prototype.getMaxListeners = function getMaxListeners() {
  return maxListenersOf(this);
};

/**
 * The listeners of an event.
 * @param {EventEmitter|EventTarget} target
 * @param {string|symbol} type
 * @returns {Function[]}
 */
function getEventListeners(target, type) {
  if (typeof target.listeners === 'function') return target.listeners(type);
  const { isEventTarget, listenersOf } = require('web/event_target');
  if (isEventTarget(target)) return listenersOf(target, type);
  throw new ERR_INVALID_ARG_TYPE(
    'emitter', ['EventEmitter', 'EventTarget'], target);
}

/**
 * @param {EventEmitter|EventTarget} target
 * @returns {number}
 */
function getMaxListeners(target) {
  if (typeof target?.getMaxListeners === 'function') {
    return maxListenersOf(target);
  }
  const {
    isEventTarget,
    kMaxEventTargetListeners,
  } = require('web/event_target');
  if (isEventTarget(target)) {
    return target[kMaxEventTargetListeners] ?? defaultMaxListeners;
  }
  throw new ERR_INVALID_ARG_TYPE(
    'emitter', ['EventEmitter', 'EventTarget'], target);
}

/**
 * Sets the limit of the targets, or the default of all when none is given.
 * @param {number} [n]
 * @param {...(EventEmitter|EventTarget)} targets
 */
function setMaxListeners(n = defaultMaxListeners, ...targets) {
  validateNumber(n, 'setMaxListeners', 0);
  if (targets.length === 0) {
    defaultMaxListeners = n;
    return;
  }
  const {
    isEventTarget,
    kMaxEventTargetListeners,
    kMaxEventTargetListenersWarned,
  } = require('web/event_target');
  for (const target of targets) {
    if (isEventTarget(target)) {
      target[kMaxEventTargetListeners] = n;
      target[kMaxEventTargetListenersWarned] = false;
    } else if (typeof target.setMaxListeners === 'function') {
      target.setMaxListeners(n);
    } else {
      throw new ERR_INVALID_ARG_TYPE(
        'eventTargets', ['EventEmitter', 'EventTarget'], target);
    }
  }
}

/** The number of listeners of an emitter or target. */
function listenerCount(emitter, type) {
  if (typeof emitter.listenerCount === 'function') {
    return emitter.listenerCount(type);
  }
  const { isEventTarget, listenersOf } = require('web/event_target');
  if (isEventTarget(emitter)) return listenersOf(emitter, type).length;
  return EventEmitter.prototype.listenerCount.call(emitter, type);
}

/**
 * Calls a function when a signal is aborted, at once (in a microtask) if it is.
 *
 * The call comes even where another listener stops the event.
 *
 * @param {AbortSignal} signal
 * @param {Function} listener
 * @returns {Disposable} disposing it removes the listener
 */
function addAbortListener(signal, listener) {
  if (signal === undefined) {
    throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  }
  validateAbortSignal(signal, 'signal');
  validateFunction(listener, 'listener');
  const { kDispose } = require('internal/dispose');
  let remove;
  if (signal.aborted) {
    queueMicrotask(() => listener());
  } else {
    const { kResistStopPropagation } = require('web/event_target');
    signal.addEventListener('abort', listener, {
      __proto__: null,
      once: true,
      [kResistStopPropagation]: true,
    });
    remove = () => signal.removeEventListener('abort', listener);
  }
  return {
    __proto__: null,
    [kDispose]() {
      remove?.();
    },
  };
}

/** The class with an async context of its own; async_hooks loads with it. */
let asyncResourceClass;
function makeAsyncResourceClass() {
  const { AsyncResource } = require('async_hooks');

  class EventEmitterReferencingAsyncResource extends AsyncResource {
    #emitter;

    constructor(emitter, type, options) {
      super(type, options);
      this.#emitter = emitter;
    }

    get eventEmitter() {
      return this.#emitter;
    }
  }

  return class EventEmitterAsyncResource extends EventEmitter {
    #resource;

    /**
     * @param {{name?: string, triggerAsyncId?: number,
     *   requireManualDestroy?: boolean, captureRejections?: boolean}} [options]
     */
    constructor(options = undefined) {
      let name;
      if (typeof options === 'string') {
        name = options;
        options = undefined;
      } else {
        if (new.target === EventEmitterAsyncResource) {
          validateString(options?.name, 'options.name');
        }
        name = options?.name || new.target.name;
      }
      super(options);
      this.#resource =
        new EventEmitterReferencingAsyncResource(this, name, options);
    }

    emit(type, ...args) {
      return this.#resource.runInAsyncScope(super.emit, this, type, ...args);
    }

    emitDestroy() {
      this.#resource.emitDestroy();
    }

    get asyncId() {
      return this.#resource.asyncId();
    }

    get triggerAsyncId() {
      return this.#resource.triggerAsyncId();
    }

    get asyncResource() {
      return this.#resource;
    }
  };
}

/** The next event, as a promise: see internal/event_iteration. */
function once(emitter, name, options = undefined) {
  return require('internal/event_iteration').once(emitter, name, options);
}

/** All events, as an async iterator: see internal/event_iteration. */
function on(emitter, name, options = undefined) {
  return require('internal/event_iteration').on(emitter, name, options);
}

module.exports = EventEmitter;

EventEmitter.EventEmitter = EventEmitter;
EventEmitter.usingDomains = false;
EventEmitter.once = once;
EventEmitter.on = on;
EventEmitter.getEventListeners = getEventListeners;
EventEmitter.getMaxListeners = getMaxListeners;
EventEmitter.setMaxListeners = setMaxListeners;
EventEmitter.listenerCount = listenerCount;
EventEmitter.addAbortListener = addAbortListener;
EventEmitter.captureRejectionSymbol = kRejection;
EventEmitter.errorMonitor = kErrorMonitor;

Object.defineProperties(EventEmitter, {
  captureRejections: {
    __proto__: null,
    enumerable: true,
    get() {
      return EventEmitter.prototype[kCapture];
    },
    set(value) {
      validateBoolean(value, 'EventEmitter.captureRejections');
      EventEmitter.prototype[kCapture] = value;
    },
  },
  defaultMaxListeners: {
    __proto__: null,
    enumerable: true,
    get() {
      return defaultMaxListeners;
    },
    set(value) {
      validateNumber(value, 'defaultMaxListeners', 0);
      defaultMaxListeners = value;
    },
  },
  EventEmitterAsyncResource: {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get() {
      asyncResourceClass ??= makeAsyncResourceClass();
      return asyncResourceClass;
    },
    set: undefined,
  },
});
