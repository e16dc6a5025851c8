'use strict';

/**
 * Warnings: process.emitWarning and the listener that prints them.
 */

const { captureStackTrace, codes: { ERR_INVALID_ARG_TYPE } } =
  require('internal/errors/errors');
const { validateString } = require('internal/util/validators');
const { getOptionValue } = require('internal/process/options');

const kDeprecation = 'DeprecationWarning';

let hintShown = false;

/** What is told of a warning beside its message, as emitWarning takes it. */
class Details {
  /**
   * @param {[type?: *, code?: *, ctor?: *]} args where a function may stand
   *   in the place of any, and an object in the place of all
   */
  constructor(args) {
    this.type = undefined;
    this.code = undefined;
    this.ctor = undefined;
    this.detail = undefined;
    const [first] = args;
    if (first !== null && typeof first === 'object' && !Array.isArray(first)) {
      this.takeObject(first);
    } else {
      this.takeList(args);
    }
    if (this.type !== undefined) validateString(this.type, 'type');
    if (this.code !== undefined) validateString(this.code, 'code');
    this.type ??= 'Warning';
  }

  takeObject({ type, code, ctor, detail }) {
    this.type = type || 'Warning';
    this.ctor = ctor;
    // A function in its place is that of the caller, too.
    if (typeof code === 'function') this.ctor = code;
    else this.code = code;
    if (typeof detail === 'string') this.detail = detail;
  }

  takeList(args) {
    const end = args.slice(0, 2).findIndex((arg) => typeof arg === 'function');
    const [type, code] = end === -1 ? args : args.slice(0, end);
    this.type = type;
    this.code = code;
    this.ctor = args[end === -1 ? 2 : end];
  }

  toError(message) {
    const { type: name, code, detail, ctor } = this;
    const error = new Error(message);
    // Not assigned: a program may have frozen Error.prototype, which has it.
    Object.defineProperty(error, 'name', {
      __proto__: null, value: name, writable: true, enumerable: true,
      configurable: true,
    });
    if (code !== undefined) error.code = code;
    if (detail !== undefined) error.detail = detail;
    captureStackTrace(error, ctor ?? process.emitWarning);
    return error;
  }
}

/** From a tick, so that it cannot be caught where it is emitted. */
function throwLater(warning) {
  process.nextTick(() => {
    throw warning;
  });
}

/**
 * process.emitWarning(warning[, type[, code[, ctor]]]) and
 * process.emitWarning(warning[, { type, code, detail, ctor }]).
 * @param {string|Error} warning
 */
function emitWarning(warning, ...rest) {
  const { noDeprecation, throwDeprecation } = process;
  const details = new Details(rest);
  // A deprecation that nobody will see costs no stack.
  if (noDeprecation && details.type === kDeprecation) return;
  if (typeof warning !== 'string' && !(warning instanceof Error)) {
    throw new ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning);
  }
  const error = typeof warning === 'string' ?
    details.toError(warning) : warning;
  const isDeprecation = error.name === kDeprecation;
  if (isDeprecation && noDeprecation) return;
  if (isDeprecation && throwDeprecation) {
    throwLater(error);
    return;
  }
  process.nextTick(() => process.emit('warning', error));
}

/** Emits `message` as warning the first time that the result is called. */
function deprecationOnce(message, code) {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    emitWarning(message, kDeprecation, code);
  };
}

function isDisabled(warning) {
  const disabled = getOptionValue('--disable-warning');
  return Array.isArray(disabled) &&
    (disabled.includes(warning.name) || disabled.includes(warning.code));
}

/** The default listener of 'warning': prints to stderr, or to a file. */
function onWarning(warning) {
  if (!(warning instanceof Error) || isDisabled(warning)) return;
  const isDeprecation = warning.name === kDeprecation;
  if (isDeprecation && process.noDeprecation) return;
  const trace = process.traceProcessWarnings ||
    (isDeprecation && process.traceDeprecation);

  let text = `(${process.release.name}:${process.pid}) `;
  if (warning.code) text += `[${warning.code}] `;
  if (trace && warning.stack) {
    text += warning.stack;
  } else {
    text += typeof warning.toString === 'function' ?
      warning.toString() : Error.prototype.toString.call(warning);
  }
  if (typeof warning.detail === 'string') text += `\n${warning.detail}`;
  if (!trace && !hintShown) {
    hintShown = true;
    const flag = isDeprecation ? '--trace-deprecation' : '--trace-warnings';
    const name = require('path').basename(process.argv0 || 'rondo');
    text += `\n(Use \`${name} ${flag} ...\` to show where the warning was ` +
            'created)';
  }
  print(text);
}

function print(text) {
  const file = getOptionValue('--redirect-warnings') ||
    process.env.NODE_REDIRECT_WARNINGS;
  if (file) {
    try {
      require('fs').appendFileSync(file, `${text}\n`);
      return;
    } catch {
      // Better on stderr than nowhere.
    }
  }
  // Whoever has replaced it, or process.stderr.write, sees warnings, too.
  const { console } = globalThis;
  if (typeof console?.error === 'function') console.error(text);
  else process._rawDebug(text);
}

/** Applies the command line; runs at each start of a process. */
function prepareWarnings() {
  for (const [option, property] of [
    ['--no-deprecation', 'noDeprecation'],
    ['--throw-deprecation', 'throwDeprecation'],
    ['--trace-deprecation', 'traceDeprecation'],
    ['--trace-warnings', 'traceProcessWarnings'],
  ]) {
    const value = option === '--no-deprecation' ?
      getOptionValue('--deprecation') === false : getOptionValue(option);
    if (value) {
      Object.defineProperty(process, property, {
        __proto__: null,
        value: true,
        writable: true,
        configurable: true,
        enumerable: true,
      });
    }
  }
  if (getOptionValue('--warnings') !== false &&
      process.env.NODE_NO_WARNINGS !== '1') {
    process.on('warning', onWarning);
  }
}

exports.emitWarning = emitWarning;
exports.deprecationOnce = deprecationOnce;
exports.onWarning = onWarning;
exports.prepareWarnings = prepareWarnings;
