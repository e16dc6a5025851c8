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
  captureStackTrace,
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_UNHANDLED_ERROR,
  },
  genericNodeError,
  kEnhanceStack,
} = require('internal/errors/errors');
const {
  validateAbortSignal,
  validateBoolean,
  validateFunction,
  validateNumber,
  validateString,
} = require('internal/util/validators');
const { formatValue } = require('internal/errors/format');
const { ListenerMap, kPreset } = require('internal/events/listener_map');

const kCapture = Symbol('kCapture');
const kErrorMonitor = Symbol('events.errorMonitor');
const kRejection = Symbol.for('nodejs.rejection');

let defaultMaxListeners = 10;

/**
 * @param {{captureRejections?: boolean}} [options] captureRejections: what a
 *   listener's promise rejects with becomes an 'error' event
 */
function EventEmitter(options) {
  EventEmitter.init.call(this, options);
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
  // A map that is the prototype's belongs to all.
  const inherited = Object.getPrototypeOf(this)._events;
  if (this._events === undefined || this._events === inherited) {
    forgetAll(this);
  }
  this._maxListeners ||= undefined;

  const captures = options?.captureRejections;
  if (captures) validateBoolean(captures, 'options.captureRejections');
  if (captures || EventEmitter.prototype[kCapture]) this[kCapture] = true;
};

/** Gives an emitter a map without listeners. */
function forgetAll(emitter) {
  emitter._events = new ListenerMap();
  emitter._eventsCount = 0;
}

/** The function that was given to `once`, else the listener itself. */
function originalOf(listener) {
  return listener.listener ?? listener;
}

/** Whether a registered function is, or stands for, a listener. */
function standsFor(registered, listener) {
  return registered === listener || registered.listener === listener;
}

/** What is registered for an event, as a list of its own. */
function listOf(registered) {
  if (registered === undefined) return [];
  return typeof registered === 'function' ? [registered] : registered.slice();
}

/** Emits 'error' for a rejected promise that a listener returned. */
function reportRejection(emitter, error, type, args) {
  if (typeof emitter[kRejection] === 'function') {
    emitter[kRejection](error, type, ...args);
    return;
  }
  // The 'error' listeners' own promises must not come back here.
  const { [kCapture]: before } = emitter;
  emitter[kCapture] = false;
  try {
    emitter.emit('error', error);
  } finally {
    emitter[kCapture] = before;
  }
}

function captureRejection(emitter, result, type, args) {
  try {
    const { then } = result;
    if (typeof then !== 'function') return;
    const onRejected = (error) =>
      process.nextTick(reportRejection, emitter, error, type, args);
    then.call(result, undefined, onRejected);
  } catch (error) {
    emitter.emit('error', error);
  }
}

/** Notes on an error that nobody handled where it was emitted. */
function noteEmission(emitter, error) {
  try {
    const site = {};
    captureStackTrace(site, EventEmitter.prototype.emit);
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

/** The arguments of an event as a list. */
function argumentList(count, a, b, c, args) {
  if (args !== undefined) return args;
  const few = [a, b, c];
  few.length = Math.max(count, 0);
  return few;
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
    const list = argumentList(count, a, b, c, args);
    if (events?.[kErrorMonitor] !== undefined) {
      this.emit(kErrorMonitor, ...list);
    }
    if (events?.error === undefined) throwUnhandled(this, list);
  }
  const registered = events === undefined ? undefined : events[type];
  if (registered === undefined) return false;

  if (typeof registered === 'function') {
    const result = invoke(this, registered, count, a, b, c, args);
    if (result != null && this[kCapture]) {
      captureRejection(
        this, result, type, argumentList(count, a, b, c, args));
    }
    return true;
  }
  const listeners = registered.slice();
  for (let i = 0; i < listeners.length; i++) {
    const result = invoke(this, listeners[i], count, a, b, c, args);
    if (result != null && this[kCapture]) {
      captureRejection(
        this, result, type, argumentList(count, a, b, c, args));
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

/** What is registered once a listener was added to what is. */
function withListener(registered, listener, first) {
  if (registered === undefined) return listener;
  if (typeof registered === 'function') {
    return first ? [listener, registered] : [registered, listener];
  }
  if (first) registered.unshift(listener);
  else registered.push(listener);
  return registered;
}

function register(emitter, type, listener, first) {
  validateFunction(listener, 'listener');
  if (emitter._events === undefined) {
    forgetAll(emitter);
  } else if (emitter._events.newListener !== undefined) {
    emitter.emit('newListener', type, originalOf(listener));
  }
  // Read now: a listener of newListener may have replaced the map.
  const { _events: events } = emitter;
  const before = events[type];
  const after = withListener(before, listener, first);
  if (before !== after) events[type] = after;
  if (before === undefined) ++emitter._eventsCount;
  else checkNumber(emitter, type, after);
  return emitter;
}

function checkNumber(emitter, type, listeners) {
  const most = maxListenersOf(emitter);
  const isMuch = most > 0 && listeners.length > most;
  if (isMuch && !listeners.warned) warnOfLeak(emitter, type, listeners, most);
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
  let isSpent = false;
  function wrapper(...args) {
    if (isSpent) return undefined;
    emitter.removeListener(type, wrapper);
    isSpent = true;
    return Reflect.apply(listener, emitter, args);
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
  if (events[kPreset]?.[type]) events[type] = undefined;
  else if (emitter._eventsCount === 0) emitter._events = new ListenerMap();
  else delete events[type];
}

/** @returns {boolean} whether the listener, added last, was in the list */
function removeFromList(events, type, list, listener) {
  let index = list.length - 1;
  while (index >= 0 && !standsFor(list[index], listener)) --index;
  if (index < 0) return false;
  list.splice(index, 1);
  if (list.length === 1) events[type] = list[0];
  return true;
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
    const { _events: events } = this;
    const registered = events?.[type];
    if (registered === undefined) return this;

    let removed = listener;
    if (typeof registered === 'function') {
      if (!standsFor(registered, listener)) return this;
      dropType(this, events, type);
      removed = originalOf(registered);
    } else if (!removeFromList(events, type, registered, listener)) {
      return this;
    }
    if (events.removeListener !== undefined) {
      this.emit('removeListener', type, removed);
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
    const { _events: events } = this;
    if (events === undefined) return this;
    // Nobody wants to know of removals: forget at once.
    const isSilent = events.removeListener === undefined;
    if (arguments.length === 0) {
      if (!isSilent) removeEach(this, Reflect.ownKeys(events));
      forgetAll(this);
      return this;
    }
    if (!isSilent) {
      for (const listener of listOf(events[type]).reverse()) {
        this.removeListener(type, listener);
      }
    } else if (events[type] !== undefined) {
      dropType(this, events, type);
    }
    return this;
  };

/** Those that listen for removals hear of all others, and are the last. */
function removeEach(emitter, types) {
  for (const type of types) {
    if (type !== 'removeListener') emitter.removeAllListeners(type);
  }
  emitter.removeAllListeners('removeListener');
}

/**
 * @param {string|symbol} type
 * @returns {Function[]} a copy; the functions that users gave to `once`
 */
EventEmitter.prototype.listeners = function listeners(type) {
  return this.rawListeners(type).map(originalOf);
};

/**
 * @param {string|symbol} type
 * @returns {Function[]} a copy, with the wrappers that `once` made
 */
EventEmitter.prototype.rawListeners = function rawListeners(type) {
  return listOf(this._events?.[type]);
};

/**
 * @param {string|symbol} type
 * @param {Function} [listener] counts this one only
 * @returns {number}
 */
EventEmitter.prototype.listenerCount = function listenerCount(type, listener) {
  const registered = this._events?.[type];
  if (registered === undefined) return 0;
  if (listener != null) {
    return listOf(registered).filter((one) => standsFor(one, listener)).length;
  }
  return typeof registered === 'function' ? 1 : registered.length;
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
 * Asks an emitter in one way, or an EventTarget in another.
 *
 * @param {EventEmitter|EventTarget|*} object
 * @param {string} method by which emitters of others are known
 * @param {string} name of the argument
 * @param {function(object): *} ofEmitter
 * @param {function(EventTarget, object): *} ofTarget gets web/event_target
 */
function askEither(object, method, name, ofEmitter, ofTarget) {
  if (object instanceof EventEmitter) return ofEmitter(object);
  const web = require('web/event_target');
  if (web.isEventTarget(object)) return ofTarget(object, web);
  if (typeof object?.[method] === 'function') return ofEmitter(object);
  throw new ERR_INVALID_ARG_TYPE(
    name, ['EventEmitter', 'EventTarget'], object);
}

/**
 * The listeners of an event.
 * @param {EventEmitter|EventTarget} target
 * @param {string|symbol} type
 * @returns {Function[]}
 */
function getEventListeners(target, type) {
  return askEither(target, 'listeners', 'emitter',
                   (emitter) => emitter.listeners(type),
                   (eventTarget, web) => web.listenersOf(eventTarget, type));
}

/**
 * @param {EventEmitter|EventTarget} target
 * @returns {number}
 */
function getMaxListeners(target) {
  return askEither(
    target, 'getMaxListeners', 'emitter', maxListenersOf,
    (eventTarget, { kMaxEventTargetListeners }) =>
      eventTarget[kMaxEventTargetListeners] ?? defaultMaxListeners);
}

/**
 * Sets the limit of the targets, or the default of all when none is given.
 * @param {number} [n]
 * @param {...(EventEmitter|EventTarget)} targets
 */
function setMaxListeners(n = defaultMaxListeners, ...targets) {
  validateNumber(n, 'setMaxListeners', 0);
  if (targets.length === 0) defaultMaxListeners = n;
  for (const target of targets) {
    askEither(target, 'setMaxListeners', 'eventTargets',
              (emitter) => emitter.setMaxListeners(n),
              (eventTarget, web) => {
                eventTarget[web.kMaxEventTargetListeners] = n;
                eventTarget[web.kMaxEventTargetListenersWarned] = false;
              });
  }
}

/** The number of listeners of an emitter or target. */
function listenerCount(emitter, type) {
  if (typeof emitter.listenerCount === 'function') {
    return emitter.listenerCount(type);
  }
  const { isEventTarget, listenersOf } = require('web/event_target');
  const count = isEventTarget(emitter) ?
    listenersOf(emitter, type).length : undefined;
  return count ?? EventEmitter.prototype.listenerCount.call(emitter, type);
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
  const { kDispose } = require('internal/util/dispose');
  if (signal.aborted) {
    queueMicrotask(() => listener());
    return { __proto__: null, [kDispose]() {} };
  }
  const { kResistStopPropagation } = require('web/event_target');
  signal.addEventListener('abort', listener, {
    __proto__: null, once: true, [kResistStopPropagation]: true,
  });
  return {
    __proto__: null,
    [kDispose]() {
      signal.removeEventListener('abort', listener);
    },
  };
}

/** The class with an async context of its own; async_hooks loads with it. */
let asyncResourceClass;
function makeAsyncResourceClass() {
  const { AsyncResource } = require('async_hooks');

  /** The resource knows its emitter. */
  class EventEmitterReferencingAsyncResource extends AsyncResource {
    #eventEmitter;

    static of(eventEmitter, type, options) {
      const resource = new this(type, options);
      resource.#eventEmitter = eventEmitter;
      return resource;
    }

    get eventEmitter() {
      return this.#eventEmitter;
    }
  }

  return class EventEmitterAsyncResource extends EventEmitter {
    #resource;

    /**
     * @param {{name?: string, triggerAsyncId?: number,
     *   requireManualDestroy?: boolean, captureRejections?: boolean}} [options]
     */
    constructor(options = undefined) {
      const given = typeof options === 'string' ? { name: options } : options;
      // A subclass has a name of its own.
      if (new.target === EventEmitterAsyncResource) {
        validateString(given?.name, 'options.name');
      }
      super(given);
      this.#resource = EventEmitterReferencingAsyncResource.of(
        this, given?.name || new.target.name, given);
    }

    emit(...args) {
      return this.#resource.runInAsyncScope(super.emit, this, ...args);
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
  return require('internal/events/iteration').once(emitter, name, options);
}

/** All events, as an async iterator: see internal/event_iteration. */
function on(emitter, name, options = undefined) {
  return require('internal/events/iteration').on(emitter, name, options);
}

module.exports = Object.assign(EventEmitter, {
  EventEmitter,
  usingDomains: false,
  once,
  on,
  getEventListeners,
  getMaxListeners,
  setMaxListeners,
  listenerCount,
  addAbortListener,
  captureRejectionSymbol: kRejection,
  errorMonitor: kErrorMonitor,
});

/** Defines an accessor of the class that all can see. */
function defineStatic(name, attributes) {
  Object.defineProperty(EventEmitter, name, {
    __proto__: null, enumerable: true, ...attributes,
  });
}

defineStatic('captureRejections', {
  get: () => EventEmitter.prototype[kCapture],
  set(value) {
    validateBoolean(value, 'EventEmitter.captureRejections');
    EventEmitter.prototype[kCapture] = value;
  },
});
defineStatic('defaultMaxListeners', {
  get: () => defaultMaxListeners,
  set(value) {
    validateNumber(value, 'defaultMaxListeners', 0);
    defaultMaxListeners = value;
  },
});
defineStatic('EventEmitterAsyncResource', {
  configurable: true,
  get() {
    asyncResourceClass ??= makeAsyncResourceClass();
    return asyncResourceClass;
  },
  set: undefined,
});
