'use strict';

/**
 * node:util. What is rarely used loads when it is first read.
 */

const { byNumber, errnoMessage, errnoName } = require('internal/errors/errno');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE },
  errnoException,
  exceptionWithHostPort,
} = require('internal/errors/errors');
const {
  validateBoolean,
  validateNumber,
  validateString,
} = require('internal/util/validators');
const {
  callbackify,
  defineLazy,
  deprecate,
  inherits,
  promisify,
} = require('internal/util/util');
const {
  format,
  formatWithOptions,
  inspect,
  stripVTControlCharacters,
} = require('internal/util/inspect');
const { addAbsent } = require('internal/util/absent');
const { debuglog } = require('internal/util/debuglog');
const { styleText } = require('internal/util/style_text');
const types = require('internal/util/types');

/** Copies the own enumerable properties of `source`: an older Object.assign. */
function _extend(target, source) {
  if (source === null || typeof source !== 'object') return target;
  return Object.assign(target, source);
}

function checkErrno(number) {
  validateNumber(number, 'err');
  if (number >= 0 || !Number.isSafeInteger(number)) {
    throw new ERR_OUT_OF_RANGE('err', 'a negative integer', number);
  }
}

/** 'ENOENT' for -2. */
function getSystemErrorName(number) {
  checkErrno(number);
  return errnoName(number);
}

/** 'no such file or directory' for -2. */
function getSystemErrorMessage(number) {
  checkErrno(number);
  return errnoMessage(number);
}

/** number → [name, message] */
function getSystemErrorMap() {
  // One of the program's: lib/ is given a class of its own.
  return new globalThis.Map(byNumber);
}

/** A string without lone surrogates. */
function toUSVString(input) {
  return `${input}`.toWellFormed();
}

/** The stack of the caller, frame by frame, from the innermost. */
function getCallSites(frameCount = 10, options) {
  if (options === undefined && typeof frameCount === 'object') {
    options = frameCount;
    frameCount = 10;
  }
  if (options !== undefined) {
    if (options === null || typeof options !== 'object') {
      throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    if (options.sourceMap !== undefined) {
      validateBoolean(options.sourceMap, 'options.sourceMap');
    }
  }
  validateNumber(frameCount, 'frameCount', 1, 200);
  const flat = binding('util').getCallSites(Math.floor(frameCount));
  const sites = [];
  for (let i = 0; i < flat.length; i += 5) {
    sites.push({
      functionName: flat[i],
      scriptId: `${flat[i + 4]}`,
      scriptName: flat[i + 1],
      lineNumber: flat[i + 2],
      columnNumber: flat[i + 3],
      // An older name of the same number.
      column: flat[i + 3],
    });
  }
  return sites;
}

/** Fulfilled when `signal` aborts, unless `resource` is collected before. */
function aborted(signal, resource) {
  return require('internal/util/aborted').aborted(signal, resource);
}

/** Variables of the text of a .env file. */
function parseEnv(content) {
  validateString(content, 'content');
  return require('internal/util/parse_env').parseEnv(content);
}

function isDeepStrictEqual(a, b, options) {
  return require('internal/util/comparisons').isDeepStrictEqual(
    a, b, typeof options === 'boolean' ? options : options?.skipPrototype);
}

/** The exit code by which a shell knows that a signal ended a process. */
function convertProcessSignalToExitCode(signal) {
  const { signals } = require('internal/os/signals');
  const { validateOneOf } = require('internal/util/validators');
  validateOneOf(signal, 'signalCode', Object.keys(signals));
  return 128 + signals[signal];
}

module.exports = addAbsent('util', {
  functions: `
    setTraceSigInt/1 transferableAbortController/0 transferableAbortSignal/1`,
}, {
  _errnoException: (...args) => errnoException(...args),
  _exceptionWithHostPort: (...args) => exceptionWithHostPort(...args),
  _extend: deprecate(
    _extend,
    'The `util._extend` API is deprecated. Please use Object.assign() instead.',
    'DEP0060'),
  aborted,
  callbackify,
  convertProcessSignalToExitCode,
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  formatWithOptions,
  getCallSites,
  getSystemErrorMap,
  getSystemErrorMessage,
  getSystemErrorName,
  inherits,
  inspect,
  isArray: deprecate(
    Array.isArray,
    'The `util.isArray` API is deprecated. Please use `Array.isArray()` ' +
    'instead.', 'DEP0044'),
  isDeepStrictEqual,
  parseEnv,
  promisify,
  stripVTControlCharacters,
  styleText,
  toUSVString,
  types,
});

for (const [id, ...names] of [
  ['internal/util/diff', 'diff'],
  ['internal/util/mime', 'MIMEParams', 'MIMEType'],
  ['internal/util/parse_args', 'parseArgs'],
  ['web/encoding', 'TextDecoder', 'TextEncoder'],
]) {
  for (const name of names) {
    defineLazy(module.exports, name, () => require(id)[name]);
  }
}
