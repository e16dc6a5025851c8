'use strict';

/**
 * node:diagnostics_channel: named channels on which libraries tell what they
 * do, to those who subscribe. Without subscribers, publishing is one test.
 */

const {
  codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors/errors');
const { noteSubscribers } = require('internal/util/diagnostics');
const { validateFunction } = require('internal/util/validators');

/**
 * Channels by name. Those without subscribers are held weakly: a channel that
 * nobody has kept is made anew.
 */
const channels = new Map();

/** Errors of subscribers are reported, and do not reach the publisher. */
function callSafely(fn, args) {
  try {
    return Reflect.apply(fn, undefined, args);
  } catch (error) {
    process.nextTick(() => { throw error; });
    return undefined;
  }
}

class Channel {
  /** Replaced, never changed: a publication may be going on. */
  #subscribers = [];
  #stores = new Map();

  /** @param {string|symbol} name */
  constructor(name) {
    this.name = name;
  }

  get hasSubscribers() {
    return this.#subscribers.length > 0 || this.#stores.size > 0;
  }

  #keep() {
    noteSubscribers(this);
    const entry = channels.get(this.name);
    if (entry?.ref.deref() === this) {
      entry.strong = this.hasSubscribers ? this : undefined;
    }
  }

  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    this.#subscribers = [...this.#subscribers, subscription];
    this.#keep();
  }

  /** @returns {boolean} whether it was subscribed */
  unsubscribe(subscription) {
    const index = this.#subscribers.indexOf(subscription);
    if (index === -1) return false;
    this.#subscribers = this.#subscribers.filter((_, i) => i !== index);
    this.#keep();
    return true;
  }

  /** While runStores runs, `store` holds what `transform` makes of the data. */
  bindStore(store, transform) {
    this.#stores.set(store, transform);
    this.#keep();
  }

  unbindStore(store) {
    const found = this.#stores.delete(store);
    this.#keep();
    return found;
  }

  publish(data) {
    for (const subscriber of this.#subscribers) {
      callSafely(subscriber, [data, this.name]);
    }
  }

  /** Publishes, and calls `fn` with the bound stores set. */
  runStores(data, fn, thisArg, ...args) {
    let run = () => {
      this.publish(data);
      return Reflect.apply(fn, thisArg, args);
    };
    for (const [store, transform] of this.#stores) {
      const next = run;
      run = () => {
        let context = data;
        if (transform !== undefined) {
          try {
            context = transform(data);
          } catch (error) {
            process.nextTick(() => { throw error; });
            return next();
          }
        }
        return store.run(context, next);
      };
    }
    return run();
  }
}

/** The channel of that name. */
function channel(name) {
  if (typeof name !== 'string' && typeof name !== 'symbol') {
    throw new ERR_INVALID_ARG_TYPE('channel', ['string', 'symbol'], name);
  }
  const present = channels.get(name)?.ref.deref();
  if (present !== undefined) return present;
  const made = new Channel(name);
  channels.set(name, { ref: new WeakRef(made), strong: undefined });
  return made;
}

function subscribe(name, subscription) {
  return channel(name).subscribe(subscription);
}

function unsubscribe(name, subscription) {
  return channel(name).unsubscribe(subscription);
}

function hasSubscribers(name) {
  return channels.get(name)?.ref.deref()?.hasSubscribers ?? false;
}

// ---------------------------------------------------------------------------
// Traces

const kEvents = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

function tracingChannelOf(nameOrChannels, event) {
  if (typeof nameOrChannels === 'string') {
    return channel(`tracing:${nameOrChannels}:${event}`);
  }
  if (nameOrChannels === null || typeof nameOrChannels !== 'object') {
    throw new ERR_INVALID_ARG_TYPE(
      'nameOrChannels', ['string', 'TracingChannel', 'Object'], nameOrChannels);
  }
  const given = nameOrChannels[event];
  if (!(given instanceof Channel)) {
    throw new ERR_INVALID_ARG_TYPE(
      `nameOrChannels.${event}`, ['Channel'], given);
  }
  return given;
}

/** Calls `body` between `start` and `end`; what it throws goes to `error`. */
function within({ start, end, error }, context, body) {
  return start.runStores(context, () => {
    try {
      return body();
    } catch (thrown) {
      context.error = thrown;
      error.publish(context);
      throw thrown;
    } finally {
      end.publish(context);
    }
  });
}

/** The five channels of one traced operation. */
class TracingChannel {
  constructor(nameOrChannels) {
    for (const event of kEvents) {
      Object.defineProperty(this, event, {
        __proto__: null,
        value: tracingChannelOf(nameOrChannels, event),
        enumerable: true,
      });
    }
  }

  get hasSubscribers() {
    return kEvents.some((event) => this[event].hasSubscribers);
  }

  subscribe(handlers) {
    for (const event of kEvents) {
      if (handlers[event]) this[event].subscribe(handlers[event]);
    }
  }

  /** @returns {boolean} whether all were subscribed */
  unsubscribe(handlers) {
    let all = true;
    for (const event of kEvents) {
      if (handlers[event] && !this[event].unsubscribe(handlers[event])) {
        all = false;
      }
    }
    return all;
  }

  traceSync(fn, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    return within(this, context, () => {
      const result = Reflect.apply(fn, thisArg, args);
      context.result = result;
      return result;
    });
  }

  tracePromise(fn, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    const { asyncStart, asyncEnd, error } = this;
    const finish = () => {
      asyncStart.publish(context);
      // What the caller awaits comes after the end.
      asyncEnd.publish(context);
    };
    return within(this, context, () => {
      let promise = Reflect.apply(fn, thisArg, args);
      if (typeof promise?.then !== 'function') {
        context.result = promise;
        return promise;
      }
      if (!(promise instanceof Promise)) promise = Promise.resolve(promise);
      return promise.then((result) => {
        context.result = result;
        finish();
        return result;
      }, (reason) => {
        context.error = reason;
        error.publish(context);
        finish();
        throw reason;
      });
    });
  }

  /** @param {number} position of the callback in `args`, from the end if < 0 */
  traceCallback(fn, position = -1, context = {}, thisArg, ...args) {
    if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
    const { asyncStart, asyncEnd, error } = this;
    const index = position < 0 ? args.length + position : position;
    const callback = args[index];
    validateFunction(callback, 'callback');
    args[index] = function(failure, result) {
      if (failure) {
        context.error = failure;
        error.publish(context);
      } else {
        context.result = result;
      }
      return asyncStart.runStores(context, () => {
        try {
          return Reflect.apply(callback, this, arguments);
        } finally {
          asyncEnd.publish(context);
        }
      });
    };
    return within(this, context, () => Reflect.apply(fn, thisArg, args));
  }
}

function tracingChannel(nameOrChannels) {
  return new TracingChannel(nameOrChannels);
}

module.exports = {
  Channel,
  channel,
  hasSubscribers,
  subscribe,
  tracingChannel,
  unsubscribe,
};
