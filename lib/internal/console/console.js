'use strict';

/**
 * The Console class.
 *
 * Its methods are bound to each instance, so that they can be handed around;
 * the prototype keeps the unbound ones for those who extend the class.
 */

const {
  captureStackTrace,
  codes: {
    ERR_CONSOLE_WRITABLE_STREAM,
    ERR_INCOMPATIBLE_OPTION_PAIR,
    ERR_INVALID_ARG_VALUE,
  },
  isStackOverflowError,
} = require('internal/errors/errors');
const { publish, watched } = require('internal/util/diagnostics');
const {
  validateArray,
  validateInteger,
  validateObject,
  validateOneOf,
} = require('internal/util/validators');
const { formatPlain } = require('internal/util/plain_inspect');
const { isMap, isMapIterator, isSet, isSetIterator } =
  require('internal/util/types');

const kState = Symbol('kConsoleState');
const kMaxIndentation = 1000;

/** util.inspect, which loads when something other than text is printed. */
function inspect(value, options) {
  return require('internal/util/inspect').inspect(value, options);
}

/** What a console prints to and how. */
class ConsoleState {
  constructor() {
    this.stdout = undefined;
    this.stderr = undefined;
    this.ignoreErrors = true;
    this.colorMode = 'auto';
    this.inspectOptions = undefined;
    this.indentation = 2;
    this.indent = '';
    this.counts = new Map();
    this.timers = new Map();
  }
}

const kNoColors = { __proto__: null };
const kColors = { __proto__: null, colors: true };

/** How values are inspected for a stream. */
function inspectOptionsFor(state, stream) {
  const { colorMode } = state;
  const options = state.inspectOptions instanceof Map ?
    state.inspectOptions.get(stream) : state.inspectOptions;
  if (options !== undefined && options.colors !== undefined) return options;
  let colors = colorMode;
  if (colorMode === 'auto') {
    // Most streams are not terminals, and need nothing more.
    colors = (stream.isTTY === true || process.env?.FORCE_COLOR !== undefined) &&
      require('internal/tty/colors').isColored(stream);
  }
  if (options !== undefined) return { ...options, colors };
  return colors ? kColors : kNoColors;
}

function formatFor(state, stream, args) {
  // A lone string is printed as it is.
  if (args.length === 1 && typeof args[0] === 'string') return args[0];
  const options = inspectOptionsFor(state, stream);
  if (options === kNoColors || options === kColors) {
    const text = formatPlain(args, options === kColors);
    if (text !== undefined) return text;
  }
  const { formatWithOptions } = require('internal/util/inspect');
  return formatWithOptions(options, ...args);
}

function ignore() {}

/** Writes one message, indented by the open groups. */
function write(state, stream, text) {
  const { indent } = state;
  if (indent !== '') {
    text = indent +
      (text.includes('\n') ? text.replace(/\n/g, `\n${indent}`) : text);
  }
  text += '\n';
  // The standard streams, as long as nobody has replaced their write().
  if (stream._writeNow?.(text) === true) return;
  if (!state.ignoreErrors) {
    stream.write(text);
    return;
  }
  // Printing must not end a program whose reader is gone; but errors that
  // others listen to are theirs.
  if (typeof stream.once !== 'function') {
    stream.write(text);
    return;
  }
  try {
    if (stream.listenerCount('error') > 0) {
      stream.write(text);
    } else {
      stream.once('error', ignore);
      stream.write(text, (error) => {
        // An error that is still to be emitted finds a listener.
        if (error !== null && error !== undefined && !stream._writableState?.
          errorEmitted && stream.listenerCount('error') === 0) {
          stream.once('error', ignore);
        }
      });
    }
  } catch (error) {
    // There must be a limit to what is ignored.
    if (isStackOverflowError(error)) throw error;
  } finally {
    stream.removeListener('error', ignore);
  }
}

function warnProcess(text) {
  process.emitWarning(text);
}

/** Prints to one of the streams; `method` is what was called. */
function print(console, which, args, method) {
  if (watched.console !== null) publish('console', `console.${method}`, args);
  const state = console[kState];
  const stream = state[which];
  write(state, stream, formatFor(state, stream, args));
}

const methods = {
  log(...args) {
    print(this, 'stdout', args, 'log');
  },
  debug(...args) {
    print(this, 'stdout', args, 'debug');
  },
  info(...args) {
    print(this, 'stdout', args, 'info');
  },
  dirxml(...args) {
    print(this, 'stdout', args, 'log');
  },
  warn(...args) {
    print(this, 'stderr', args, 'warn');
  },
  error(...args) {
    print(this, 'stderr', args, 'error');
  },

  dir(object, options) {
    const state = this[kState];
    write(state, state.stdout, inspect(object, {
      customInspect: false,
      ...inspectOptionsFor(state, state.stdout),
      ...options,
    }));
  },

  time(label = 'default') {
    label = `${label}`;
    const { timers } = this[kState];
    if (timers.has(label)) {
      warnProcess(`Label '${label}' already exists for console.time()`);
      return;
    }
    timers.set(label, process.hrtime());
  },
  timeEnd(label = 'default') {
    label = `${label}`;
    if (printTime(this, label, 'timeEnd')) this[kState].timers.delete(label);
  },
  timeLog(label = 'default', ...data) {
    printTime(this, `${label}`, 'timeLog', data);
  },

  trace: function trace(...args) {
    const state = this[kState];
    const error = {
      name: 'Trace',
      message: formatFor(state, state.stderr, args),
    };
    captureStackTrace(error, trace);
    this.error(error.stack);
  },

  assert(expression, ...args) {
    if (expression) return;
    if (typeof args[0] === 'string') args[0] = `Assertion failed: ${args[0]}`;
    else args.unshift('Assertion failed');
    this.warn(...args);
  },

  clear() {
    const { stdout } = this[kState];
    // Elsewhere the sequences would be text.
    if (stdout.isTTY && process.env.TERM !== 'dumb') {
      stdout.write('\x1b[1;1H\x1b[0J');
    }
  },

  count(label = 'default') {
    label = `${label}`;
    const { counts } = this[kState];
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    this.log(`${label}: ${count}`);
  },
  countReset(label = 'default') {
    label = `${label}`;
    if (!this[kState].counts.delete(label)) {
      warnProcess(`Count for '${label}' does not exist`);
    }
  },

  group(...data) {
    if (data.length > 0) this.log(...data);
    const state = this[kState];
    state.indent += ' '.repeat(state.indentation);
  },
  groupEnd() {
    const state = this[kState];
    state.indent =
      state.indent.slice(0, state.indent.length - state.indentation);
  },

  table(data, properties) {
    if (data === null || typeof data !== 'object') {
      this.log(data);
      return;
    }
    if (properties !== undefined) validateArray(properties, 'properties');
    const { head, columns } = tabulate(this[kState], data, properties);
    const { drawTable } = require('internal/console/table');
    this.log(drawTable(head, columns));
  },
};
methods.groupCollapsed = methods.group;

function printTime(console, label, method, data = []) {
  const start = console[kState].timers.get(label);
  if (start === undefined) {
    warnProcess(`No such label '${label}' for console.${method}()`);
    return false;
  }
  const [seconds, nanoseconds] = process.hrtime(start);
  const { formatDuration } = require('internal/console/duration');
  const elapsed = formatDuration(seconds * 1000 + nanoseconds / 1e6);
  if (data.length === 0) console.log('%s: %s', label, elapsed);
  else console.log('%s: %s', label, elapsed, ...data);
  return true;
}

const kIndex = '(index)';
const kIterationIndex = '(iteration index)';
const kValues = 'Values';

/** What console.table shows of `data`, as text by column. */
function tabulate(state, data, properties) {
  const show = (value) => inspect(value, {
    maxArrayLength: 3,
    breakLength: Infinity,
    ...inspectOptionsFor(state, state.stdout),
    depth: value !== null && typeof value === 'object' &&
      !Array.isArray(value) && Object.keys(value).length > 2 ? -1 : 0,
  });

  const entries = pairsOf(data);
  if (entries !== undefined) {
    return {
      head: [kIterationIndex, 'Key', kValues],
      columns: [
        entries.map((_, index) => String(index)),
        entries.map(([key]) => show(key)),
        entries.map(([, value]) => show(value)),
      ],
    };
  }
  let rows;
  let indexName = kIndex;
  if (isSet(data) || isSetIterator(data)) {
    indexName = kIterationIndex;
    const values = isSet(data) ? [...data] : previewOf(data)[0];
    rows = values.map((value, index) => [String(index), value]);
  } else if (isMapIterator(data)) {
    indexName = kIterationIndex;
    rows = previewOf(data)[0].map((value, index) => [String(index), value]);
  } else {
    rows = Object.keys(data).map((key) => [key, data[key]]);
  }

  // Columns that are asked for are there even when they are empty.
  const columns = new Map(properties?.map((key) => [key, []]));
  const values = [];
  let anyValue = false;
  rows.forEach(([, row], y) => {
    const primitive = row === null ||
      (typeof row !== 'function' && typeof row !== 'object') ||
      (indexName === kIterationIndex);
    if (primitive) {
      if (properties !== undefined) return;
      anyValue = true;
      values[y] = show(row);
      return;
    }
    for (const key of properties ?? Object.keys(row)) {
      if (!columns.has(key)) columns.set(key, []);
      if (Object.prototype.hasOwnProperty.call(row, key)) {
        columns.get(key)[y] = show(row[key]);
      }
    }
  });
  const head = [indexName, ...columns.keys()];
  const cells = [rows.map(([key]) => key), ...columns.values()];
  if (anyValue) {
    head.push(kValues);
    cells.push(values);
  }
  return { head: head.map(String), columns: cells };
}

/** Keys and values of maps and of iterators over both; else undefined. */
function pairsOf(data) {
  if (isMap(data)) return [...data];
  if (!isMapIterator(data) && !isSetIterator(data)) return undefined;
  const [flat, keyed] = previewOf(data);
  if (!keyed || isSetIterator(data)) return undefined;
  const pairs = [];
  for (let i = 0; i < flat.length; i += 2) pairs.push([flat[i], flat[i + 1]]);
  return pairs;
}

function previewOf(iterator) {
  return binding('util').previewEntries(iterator);
}

// ---------------------------------------------------------------------------

/**
 * @param {object} options { stdout, stderr = stdout, ignoreErrors, colorMode,
 *   inspectOptions, groupIndentation }, or stdout itself, then stderr and
 *   ignoreErrors
 */
function Console(options) {
  // Called as a function, and by code that inherits.
  if (new.target === undefined) return Reflect.construct(Console, arguments);

  const isOptions = options && typeof options.write !== 'function';
  const [stdout, stderr, ignoreErrors] = arguments;
  const given = isOptions ? options : { stdout, stderr, ignoreErrors };
  initialize(this, stateFrom(given));
}

/** The state of a new console; throws for options that are wrong. */
function stateFrom(options) {
  const { stdout, stderr = stdout, ignoreErrors = true, colorMode = 'auto',
          inspectOptions, groupIndentation } = options;
  for (const [name, stream] of Object.entries({ stdout, stderr })) {
    if (typeof stream?.write !== 'function') {
      throw new ERR_CONSOLE_WRITABLE_STREAM(name);
    }
  }
  if (typeof colorMode !== 'boolean') {
    validateOneOf(colorMode, 'colorMode', ['auto', true, false]);
  }
  if (groupIndentation !== undefined) {
    validateInteger(groupIndentation, 'groupIndentation', 0, kMaxIndentation);
  }
  if (inspectOptions !== undefined) {
    validateInspectOptions(inspectOptions, options.colorMode !== undefined);
  }
  return Object.assign(new ConsoleState(), {
    stdout,
    stderr,
    ignoreErrors: Boolean(ignoreErrors),
    colorMode,
    inspectOptions,
    indentation: groupIndentation ?? 2,
  });
}

/** One object, or a Map that has one for each stream. */
function validateInspectOptions(inspectOptions, hasColorMode) {
  const name = 'options.inspectOptions';
  validateObject(inspectOptions, name);
  const all = inspectOptions instanceof Map ?
    [...inspectOptions.values()] : [inspectOptions];
  for (const one of all) {
    validateObject(one, name);
    if (hasColorMode && one.colors !== undefined) {
      throw new ERR_INCOMPATIBLE_OPTION_PAIR(`${name}.color`, 'colorMode');
    }
  }
}

/** Gives `console` its state and bound methods. */
function initialize(console, state) {
  Object.defineProperty(console, kState, {
    __proto__: null, value: state, writable: true, configurable: true,
    enumerable: false,
  });
  for (const name of Object.keys(methods)) {
    // Those of a class that extends this one, too.
    const bound = (console[name] ?? methods[name]).bind(console);
    Object.defineProperty(bound, 'name', { __proto__: null, value: name });
    console[name] = bound;
  }
}

for (const name of Object.keys(methods)) {
  Console.prototype[name] = methods[name];
}

for (const [name, which] of [['_stdout', 'stdout'], ['_stderr', 'stderr']]) {
  Object.defineProperty(Console.prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      return this[kState]?.[which];
    },
    set(stream) {
      if (this[kState] !== undefined) this[kState][which] = stream;
    },
  });
}

Object.defineProperty(Console, Symbol.hasInstance, {
  __proto__: null,
  value(instance) {
    return instance !== null && typeof instance === 'object' &&
      instance[kState] !== undefined;
  },
});

exports.Console = Console;
exports.ConsoleState = ConsoleState;
exports.initialize = initialize;
exports.kState = kState;
