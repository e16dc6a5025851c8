'use strict';
/**
 * AbortController and AbortSignal of the DOM standard.
 *
 * A signal that depends on others (AbortSignal.any) is held by them weakly, and
 * strongly while it has listeners; it holds them weakly. The timer of
 * AbortSignal.timeout keeps neither the process nor, unless somebody listens,
 * the signal alive.
 *
 * @module web/abort
 */

const {
  codes: {
    ERR_ILLEGAL_CONSTRUCTOR,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_THIS,
  },
} = require('internal/errors/errors');
const {
  validateAbortSignalArray,
  validateUint32,
} = require('internal/util/validators');
const {
  Event,
  EventTarget,
  defineEventHandler,
  inspectAs,
  kInspect,
  kListeners,
  kMaxEventTargetListeners,
  kNewListener,
  kRemoveListener,
  kTrustEvent,
} = require('web/event_target');
const { DOMException } = require('web/dom_exception');
const { enumerate } = require('web/enumerate');

/** @type {symbol} key of the Set of WeakRefs to signals that depend on one */
const kDependantSignals = Symbol('kDependantSignals');

/** Proof that the runtime, not a program, constructs a signal. */
const kCreate = Symbol('kCreate');

/** Timeout signals that somebody waits for: they must live to fire. */
const awaited = new Set();

/** Clears the timers of timeout signals that were collected. */
let timerRegistry;
function clearTimerWith(signal, timer) {
  timerRegistry ??= new FinalizationRegistry(clearTimeout);
  timerRegistry.register(signal, timer);
}

/** Takes collected dependants out of their source's set. */
let dependantRegistry;
function forgetDependantWith(dependant, weak, source) {
  dependantRegistry ??= new FinalizationRegistry(({ weak, weakSource }) => {
    weakSource.deref()?.[kDependantSignals]?.delete(weak);
  });
  dependantRegistry.register(
    dependant, { weak, weakSource: new WeakRef(source) });
}

let signalAbort;

class AbortSignal extends EventTarget {
  #aborted = false;
  #reason = undefined;
  /** True for AbortSignal.timeout. */
  #timed = false;
  /** @type {Set<WeakRef<AbortSignal>>|null} what AbortSignal.any was given */
  #sources = null;
  /** @type {Set<AbortSignal>|null} dependants that have listeners */
  #held = null;

  constructor(proof) {
    if (proof !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
    // A long-lived signal rightly has many listeners.
    this[kMaxEventTargetListeners] = 0;
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#aborted in value)) {
      throw new ERR_INVALID_THIS('AbortSignal');
    }
    return value;
  }

  get aborted() {
    return AbortSignal.#check(this).#aborted;
  }

  get reason() {
    return AbortSignal.#check(this).#reason;
  }

  /** Throws the reason if the signal is aborted. */
  throwIfAborted() {
    AbortSignal.#check(this);
    if (this.#aborted) throw this.#reason;
  }

  [kInspect](depth, options) {
    return inspectAs('AbortSignal', depth, options, { aborted: this.aborted });
  }

  /**
   * A signal that is aborted already.
   * @param {*} [reason]
   * @returns {AbortSignal}
   */
  static abort(
    reason = new DOMException('This operation was aborted', 'AbortError')) {
    const signal = new AbortSignal(kCreate);
    signal.#aborted = true;
    signal.#reason = reason;
    return signal;
  }

  /**
   * A signal that is aborted with a TimeoutError after a time.
   * @param {number} delay milliseconds
   * @returns {AbortSignal}
   */
  static timeout(delay) {
    validateUint32(delay, 'delay', false);
    const signal = new AbortSignal(kCreate);
    signal.#timed = true;
    const weak = new WeakRef(signal);
    const timer = setTimeout(() => {
      const target = weak.deref();
      if (target === undefined) return;
      AbortSignal.#abort(target, new DOMException(
        'The operation was aborted due to timeout', 'TimeoutError'));
    }, delay);
    timer.unref();
    clearTimerWith(signal, timer);
    return signal;
  }

  /**
   * A signal that is aborted as soon as one of the given ones is.
   * @param {Iterable<AbortSignal>} signals
   * @returns {AbortSignal}
   */
  static any(signals) {
    if (signals === null || typeof signals !== 'object' ||
        typeof signals[Symbol.iterator] !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('signals', 'Iterable', signals);
    }
    const list = Array.from(signals);
    validateAbortSignalArray(list, 'signals');
    const result = new AbortSignal(kCreate);
    for (const signal of list) {
      if (AbortSignal.#check(signal).#aborted) {
        result.#aborted = true;
        result.#reason = signal.#reason;
        return result;
      }
    }
    result.#sources = new Set();
    const sources = new Set();
    for (const signal of list) {
      // What depends on others is never a source: its own sources are.
      if (signal.#sources === null) sources.add(signal);
      else for (const ref of signal.#sources) sources.add(ref.deref());
    }
    sources.delete(undefined);
    const weak = new WeakRef(result);
    for (const source of sources) {
      result.#sources.add(new WeakRef(source));
      (source[kDependantSignals] ??= new Set()).add(weak);
      forgetDependantWith(result, weak, source);
    }
    return result;
  }

  /** A source holds its dependants for as long as they have listeners. */
  #hold() {
    if (this.#timed) awaited.add(this);
    if (this.#sources === null) return;
    for (const ref of this.#sources) {
      const source = ref.deref();
      if (source === undefined) continue;
      (source.#held ??= new Set()).add(this);
      if (source.#timed && !source.#aborted) awaited.add(source);
    }
  }

  #release() {
    if (this.#timed && !this.#held?.size) awaited.delete(this);
    if (this.#sources === null) return;
    for (const ref of this.#sources) {
      const source = ref.deref();
      if (source === undefined || source.#held === null) continue;
      source.#held.delete(this);
      if (source.#held.size === 0 &&
          !source[kListeners].has('abort')) {
        awaited.delete(source);
      }
    }
  }

  [kNewListener](size, type, listener, once, capture, passive) {
    super[kNewListener](size, type, listener, once, capture, passive);
    if (type === 'abort' && size === 1 && !this.#aborted) this.#hold();
  }

  [kRemoveListener](size, type, listener, capture) {
    super[kRemoveListener](size, type, listener, capture);
    if (type === 'abort' && size === 0) this.#release();
  }

  /** Aborts, then every dependant; all are marked before anybody is told. */
  static #abort(signal, reason) {
    if (signal.#aborted) return;
    signal.#aborted = true;
    signal.#reason = reason;
    const told = [signal];
    if (signal[kDependantSignals] !== undefined) {
      for (const ref of signal[kDependantSignals]) {
        const dependant = ref.deref();
        if (dependant === undefined || dependant.#aborted) continue;
        dependant.#aborted = true;
        dependant.#reason = reason;
        told.push(dependant);
      }
      signal[kDependantSignals] = undefined;
    }
    for (const one of told) {
      one.dispatchEvent(new Event('abort', { [kTrustEvent]: true }));
      one.#release();
    }
    signal.#held = null;
    awaited.delete(signal);
  }

  static {
    signalAbort = AbortSignal.#abort;
  }
}

Object.defineProperty(AbortSignal.prototype, Symbol.toStringTag, {
  __proto__: null, configurable: true, value: 'AbortSignal',
});
enumerate(AbortSignal.prototype, ['aborted', 'reason', 'throwIfAborted']);
enumerate(AbortSignal, ['abort', 'timeout', 'any']);
defineEventHandler(AbortSignal.prototype, 'abort');

class AbortController {
  #signal = undefined;

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#signal in value)) {
      throw new ERR_INVALID_THIS('AbortController');
    }
    return value;
  }

  /** @type {AbortSignal} the same at each read */
  get signal() {
    AbortController.#check(this);
    this.#signal ??= new AbortSignal(kCreate);
    return this.#signal;
  }

  /** @param {*} [reason] */
  abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
    AbortController.#check(this);
    signalAbort(this.#signal ??= new AbortSignal(kCreate), reason);
  }

  [kInspect](depth, options) {
    return inspectAs('AbortController', depth, options,
                     { signal: this.signal });
  }
}
Object.defineProperty(AbortController.prototype, Symbol.toStringTag, {
  __proto__: null, configurable: true, value: 'AbortController',
});
enumerate(AbortController.prototype, ['signal', 'abort']);

module.exports = { AbortController, AbortSignal };
