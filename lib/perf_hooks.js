'use strict';

/**
 * node:perf_hooks: the clock, and marks and measures on it.
 */

const {
  codes: {
    ERR_ILLEGAL_CONSTRUCTOR,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_MISSING_ARGS,
    ERR_PERFORMANCE_INVALID_TIMESTAMP,
    ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS,
  },
} = require('internal/errors/errors');
const { validateFunction, validateObject, validateString } =
  require('internal/util/validators');
const { absent, addAbsent } = require('internal/util/absent');
const { DOMException } = require('web/dom_exception');
const { EventTarget } = require('web/event_target');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const kCreate = Symbol('kCreate');

/** Wall clock at the process's start, in milliseconds; set when first read. */
let timeOrigin;

/** Milliseconds since the process started. */
function now() {
  return process.uptime() * 1000;
}

function getTimeOrigin() {
  timeOrigin ??= Date.now() - now();
  return timeOrigin;
}

class PerformanceEntry {
  #fields;

  constructor(key, name, entryType, startTime, duration, detail) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#fields = { name, entryType, startTime, duration, detail };
  }

  get name() {
    return this.#fields.name;
  }

  get entryType() {
    return this.#fields.entryType;
  }

  get startTime() {
    return this.#fields.startTime;
  }

  get duration() {
    return this.#fields.duration;
  }

  /** What the caller attached; of marks and measures. */
  get detail() {
    return this.#fields.detail;
  }

  toJSON() {
    const { name, entryType, startTime, duration, detail } = this.#fields;
    return { name, entryType, startTime, duration, detail };
  }

  [kInspect](depth, options, inspect) {
    if (depth < 0) return this;
    return `${this.constructor.name} ${inspect(this.toJSON(), options)}`;
  }
}

/** A detail is a copy: later changes do not show. */
function copyDetail(detail) {
  return detail === undefined || detail === null ? null :
    structuredClone(detail);
}

class PerformanceMark extends PerformanceEntry {
  constructor(name, options) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    name = `${name}`;
    if (options != null) validateObject(options, 'options');
    const startTime = options?.startTime ?? now();
    if (typeof startTime !== 'number') {
      throw new ERR_INVALID_ARG_TYPE('startTime', 'number', startTime);
    }
    if (startTime < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(startTime);
    super(kCreate, name, 'mark', startTime, 0, copyDetail(options?.detail));
  }
}

class PerformanceMeasure extends PerformanceEntry {}

/** Marks and measures until they are cleared. */
let timeline = [];

const byStart = (a, b) => a.startTime - b.startTime;

// ---------------------------------------------------------------------------
// Observers

const observers = new Set();
let delivering = false;

class PerformanceObserverEntryList {
  #entries;

  constructor(key, entries) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#entries = entries.sort(byStart);
  }

  getEntries() {
    return this.#entries.slice();
  }

  getEntriesByType(type) {
    return this.#entries.filter((entry) => entry.entryType === `${type}`);
  }

  getEntriesByName(name, type) {
    return this.#entries.filter((entry) => entry.name === `${name}` &&
      (type === undefined || entry.entryType === type));
  }
}

const kSupported = Object.freeze(['mark', 'measure']);

/** Gives an observer an entry, if it wants those of its type. */
let notify;
/** Calls an observer back with what it was given. */
let deliver;

class PerformanceObserver {
  #callback;
  #buffer = [];
  #types = new Set();

  static get supportedEntryTypes() {
    return kSupported;
  }

  constructor(callback) {
    validateFunction(callback, 'callback');
    this.#callback = callback;
  }

  observe(options = {}) {
    validateObject(options, 'options');
    const { entryTypes, type, buffered } = options;
    if (entryTypes === undefined && type === undefined) {
      throw new ERR_MISSING_ARGS('options.entryTypes', 'options.type');
    }
    if (entryTypes !== undefined && type !== undefined) {
      throw new ERR_INVALID_ARG_VALUE(
        'options.entryTypes', entryTypes,
        'options.entryTypes can not set with options.type together');
    }
    if (entryTypes !== undefined) {
      if (!Array.isArray(entryTypes)) {
        throw new ERR_INVALID_ARG_TYPE(
          'options.entryTypes', 'string[]', entryTypes);
      }
      this.#types = new Set(entryTypes);
    } else {
      this.#types.add(type);
      if (buffered) {
        this.#buffer.push(...timeline.filter((e) => e.entryType === type));
      }
    }
    observers.add(this);
    if (this.#buffer.length > 0) deliverLater();
  }

  disconnect() {
    observers.delete(this);
    this.#buffer = [];
    this.#types.clear();
  }

  takeRecords() {
    const records = this.#buffer;
    this.#buffer = [];
    return records;
  }

  static {
    notify = (observer, entry) => {
      if (observer.#types.has(entry.entryType)) observer.#buffer.push(entry);
    };
    deliver = (observer) => {
      const entries = observer.takeRecords();
      if (entries.length === 0) return;
      const list = new PerformanceObserverEntryList(kCreate, entries);
      Reflect.apply(observer.#callback, observer, [list, observer]);
    };
  }
}

function deliverLater() {
  if (delivering) return;
  delivering = true;
  setImmediate(() => {
    delivering = false;
    for (const observer of [...observers]) deliver(observer);
  });
}

function record(entry) {
  timeline.push(entry);
  for (const observer of observers) notify(observer, entry);
  if (observers.size > 0) deliverLater();
  return entry;
}

// ---------------------------------------------------------------------------

/** Time of a mark, by name, or a time itself. */
function timeOf(mark) {
  if (typeof mark === 'number') {
    if (mark < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(mark);
    return mark;
  }
  const name = `${mark}`;
  for (let i = timeline.length - 1; i >= 0; i--) {
    const entry = timeline[i];
    if (entry.entryType === 'mark' && entry.name === name) {
      return entry.startTime;
    }
  }
  throw new DOMException(
    `The "${name}" performance mark has not been set`, 'SyntaxError');
}

class Performance extends EventTarget {
  constructor(key) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
  }

  get timeOrigin() {
    return getTimeOrigin();
  }

  now() {
    return now();
  }

  mark(name, options) {
    return record(new PerformanceMark(...arguments));
  }

  measure(name, startOrOptions, endMark) {
    validateString(name, 'name');
    let start;
    let end;
    let detail;
    if (startOrOptions != null && typeof startOrOptions === 'object') {
      const options = startOrOptions;
      if (endMark !== undefined) {
        throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS(
          'endMark must not be specified');
      }
      const { duration } = options;
      if (options.start !== undefined) start = timeOf(options.start);
      if (options.end !== undefined) end = timeOf(options.end);
      if (duration !== undefined) {
        if (start !== undefined && end !== undefined) {
          throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS(
            'Must not have options.start, options.end, and options.duration ' +
            'specified');
        }
        if (end !== undefined) start = end - duration;
        else if (start !== undefined) end = start + duration;
      }
      detail = options.detail;
    } else if (startOrOptions != null) {
      start = timeOf(startOrOptions);
    }
    end ??= endMark === undefined ? now() : timeOf(endMark);
    start ??= 0;
    return record(new PerformanceMeasure(
      kCreate, name, 'measure', start, end - start, copyDetail(detail)));
  }

  clearMarks(name) {
    timeline = timeline.filter((entry) => entry.entryType !== 'mark' ||
      (name !== undefined && entry.name !== `${name}`));
  }

  clearMeasures(name) {
    timeline = timeline.filter((entry) => entry.entryType !== 'measure' ||
      (name !== undefined && entry.name !== `${name}`));
  }

  getEntries() {
    return timeline.slice().sort(byStart);
  }

  getEntriesByName(name, type) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return this.getEntries().filter((entry) => entry.name === `${name}` &&
      (type === undefined || entry.entryType === type));
  }

  getEntriesByType(type) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    return this.getEntries().filter((entry) => entry.entryType === `${type}`);
  }

  /** A function that records how long each call of `fn` takes. */
  timerify(fn) {
    validateFunction(fn, 'fn');
    const timerified = function(...args) {
      const start = now();
      const finish = () => {
        const entry = new PerformanceMeasure(
          kCreate, fn.name, 'function', start, now() - start, args);
        for (const observer of observers) notify(observer, entry);
        if (observers.size > 0) deliverLater();
      };
      const result = new.target ? Reflect.construct(fn, args, fn) :
        Reflect.apply(fn, this, args);
      if (typeof result?.finally === 'function') return result.finally(finish);
      finish();
      return result;
    };
    Object.defineProperties(timerified, {
      length: { __proto__: null, configurable: true, value: fn.length },
      name: {
        __proto__: null, configurable: true, value: `timerified ${fn.name}`,
      },
    });
    return timerified;
  }

  toJSON() {
    return { timeOrigin: this.timeOrigin };
  }

  [kInspect](depth, options, inspect) {
    if (depth < 0) return this;
    return `Performance ${inspect(this.toJSON(), options)}`;
  }
}
Object.defineProperty(Performance.prototype, Symbol.toStringTag, {
  __proto__: null, configurable: true, value: 'Performance',
});

// What browsers would keep of each fetch, and how busy the loop is.
const missing = absent('performance', {
  functions: `
    clearResourceTimings/0 eventLoopUtilization/2 markResourceTiming/5
    setResourceTimingBufferSize/1`,
});
for (const name of Object.keys(missing)) {
  Object.defineProperty(Performance.prototype, name, {
    __proto__: null, value: missing[name], writable: true, configurable: true,
    enumerable: true,
  });
}

const performance = new Performance(kCreate);

module.exports = addAbsent('perf_hooks', {
  functions: 'createHistogram/0 eventLoopUtilization/2 monitorEventLoopDelay/0',
  classes: {
    PerformanceResourceTiming: {
      extends: PerformanceEntry,
      methods: 'toJSON',
      accessors: `
        connectEnd connectStart decodedBodySize deliveryType domainLookupEnd
        domainLookupStart duration encodedBodySize fetchStart initiatorType
        name nextHopProtocol redirectEnd redirectStart requestStart responseEnd
        responseStart responseStatus secureConnectionStart startTime
        transferSize workerStart`,
    },
  },
}, {
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
  PerformanceObserverEntryList,
  performance,
  timerify: performance.timerify,
  constants: Object.freeze({
    __proto__: null,
    NODE_PERFORMANCE_GC_MAJOR: 4,
    NODE_PERFORMANCE_GC_MINOR: 1,
    NODE_PERFORMANCE_GC_MINOR_MARK_SWEEP: 2,
    NODE_PERFORMANCE_GC_INCREMENTAL: 8,
    NODE_PERFORMANCE_GC_WEAKCB: 16,
    NODE_PERFORMANCE_GC_FLAGS_NO: 0,
    NODE_PERFORMANCE_GC_FLAGS_CONSTRUCT_RETAINED: 2,
    NODE_PERFORMANCE_GC_FLAGS_FORCED: 4,
    NODE_PERFORMANCE_GC_FLAGS_SYNCHRONOUS_PHANTOM_PROCESSING: 8,
    NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE: 16,
    NODE_PERFORMANCE_GC_FLAGS_ALL_EXTERNAL_MEMORY: 32,
    NODE_PERFORMANCE_GC_FLAGS_SCHEDULE_IDLE: 64,
  }),
});
