'use strict';

/**
 * Warnings: process.emitWarning and the listener that prints them.
 */

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateString } = require('internal/validators');
const { getOptionValue } = require('internal/options');
const current = require('internal/process/current');

let hintShown = false;

function createWarning(message, type, code, ctor, detail) {
  // A deprecation that nobody will see costs no stack.
  const error = new Error(message);
  error.name = type;
  if (code !== undefined) error.code = code;
  if (detail !== undefined) error.detail = detail;
  Error.captureStackTrace(error, ctor ?? current.process.emitWarning);
  return error;
}

function throwLater(warning) {
  throw warning;
}

function emit(warning) {
  current.process.emit('warning', warning);
}

/**
 * process.emitWarning(warning[, type[, code[, ctor]]]) and
 * process.emitWarning(warning[, { type, code, detail, ctor }]).
 * @param {string|Error} warning
 */
function emitWarning(warning, type, code, ctor) {
  let detail;
  if (type !== null && typeof type === 'object' && !Array.isArray(type)) {
    ctor = type.ctor;
    code = type.code;
    if (typeof type.detail === 'string') detail = type.detail;
    type = type.type || 'Warning';
  } else if (typeof type === 'function') {
    ctor = type;
    code = undefined;
    type = 'Warning';
  }
  if (type !== undefined) validateString(type, 'type');
  if (typeof code === 'function') {
    ctor = code;
    code = undefined;
  } else if (code !== undefined) {
    validateString(code, 'code');
  }
  if (type === 'DeprecationWarning' && current.process.noDeprecation) return;
  if (typeof warning === 'string') {
    warning = createWarning(warning, type ?? 'Warning', code, ctor, detail);
  } else if (!(warning instanceof Error)) {
    throw new ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning);
  }
  if (warning.name === 'DeprecationWarning') {
    if (current.process.noDeprecation) return;
    if (current.process.throwDeprecation) {
      // From a tick, so that it cannot be caught where it is emitted.
      current.process.nextTick(throwLater, warning);
      return;
    }
  }
  current.process.nextTick(emit, warning);
}

/** Emits `message` as warning the first time that the result is called. */
function deprecationOnce(message, code) {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    emitWarning(message, 'DeprecationWarning', code);
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
  const isDeprecation = warning.name === 'DeprecationWarning';
  if (isDeprecation && current.process.noDeprecation) return;
  const trace = current.process.traceProcessWarnings ||
    (isDeprecation && current.process.traceDeprecation);

  let text = `(${current.process.release.name}:${current.process.pid}) `;
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
    const name = require('path').basename(current.process.argv0 || 'rondo');
    text += `\n(Use \`${name} ${flag} ...\` to show where the warning was ` +
            'created)';
  }
  print(text);
}

function print(text) {
  const file = getOptionValue('--redirect-warnings') ||
    current.process.env.NODE_REDIRECT_WARNINGS;
  if (file) {
    try {
      require('fs').appendFileSync(file, `${text}\n`);
      return;
    } catch {
      // Better on stderr than nowhere.
    }
  }
  // Whoever has replaced it, or process.stderr.write, sees warnings, too.
  console.error(text);
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
      current.process.env.NODE_NO_WARNINGS !== '1') {
    current.process.on('warning', onWarning);
  }
}

exports.emitWarning = emitWarning;
exports.deprecationOnce = deprecationOnce;
exports.onWarning = onWarning;
exports.prepareWarnings = prepareWarnings;
