'use strict';

/**
 * The assertions, as methods of the class Assert. `node:assert` is an instance
 * that is also a function.
 */

const {
  codes: {
    ERR_AMBIGUOUS_ARGUMENT,
    ERR_CONSTRUCT_CALL_REQUIRED,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_RETURN_VALUE,
    ERR_MISSING_ARGS,
  },
  isErrorLike,
} = require('internal/errors/errors');
const {
  validateFunction,
  validateOneOf,
  validateBoolean,
} = require('internal/util/validators');
const { inspect, format } = require('internal/util/inspect');
const { isPromise, isRegExp } = require('internal/util/types');
const { isError } = require('internal/util/util');
const { AssertionError } = require('internal/assert/assertion_error');

/** Loads with the first comparison. */
const comparisons = () => require('internal/util/comparisons');

const kOptions = Symbol('options');

/** Options of the Assert that a method was called on; methods may be loose. */
function optionsOf(receiver) {
  return receiver?.[kOptions] ?? kDefaults;
}
const kDefaults = { diff: 'simple', skipPrototype: false };

/** The user's message; printf-like with more arguments, or made by a function. */
function resolveMessage(messages, actual, expected) {
  const message = messages[0];
  if (typeof message === 'function') return message(actual, expected);
  if (messages.length > 1 && typeof message === 'string') {
    return format(...messages);
  }
  return message;
}

/** Throws the failure of an assertion: the user's own error, if that is it. */
function fail(receiver, details, messages = []) {
  let message = resolveMessage(messages, details.actual, details.expected);
  if (isError(message)) throw message;
  if (message !== undefined && typeof message !== 'string' &&
      typeof messages[0] === 'function') {
    message = undefined;
  }
  throw new AssertionError({
    ...details, message, diff: optionsOf(receiver).diff,
  });
}

function requireTwo(args) {
  if (args < 2) throw new ERR_MISSING_ARGS('actual', 'expected');
}

/** assert.ok and assert itself. */
function checkOk(receiver, fn, argc, value, messages) {
  if (value) return;
  let generated = false;
  if (argc === 0) {
    generated = true;
    messages = ['No value argument passed to `assert.ok()`'];
  } else if (messages[0] == null) {
    generated = true;
    const source =
      require('internal/assert/source_line').sourceOfCall(fn);
    messages = [source === undefined ?
      'The expression evaluated to a falsy value' :
      `The expression evaluated to a falsy value:\n\n  ${source}\n`];
  }
  try {
    fail(receiver, {
      actual: value, expected: true, operator: '==', stackStartFn: fn,
    }, messages);
  } catch (error) {
    if (generated) error.generatedMessage = true;
    throw error;
  }
}

const methods = {
  ok: function ok(...args) {
    checkOk(this, ok, args.length, args[0], args.slice(1));
  },

  fail: function fail_(message) {
    if (isError(message)) throw message;
    const error = new AssertionError({
      message: message === undefined ? 'Failed' : message,
      operator: 'fail',
      stackStartFn: fail_,
      diff: optionsOf(this).diff,
    });
    error.generatedMessage = message === undefined;
    throw error;
  },

  equal: function equal(actual, expected, ...messages) {
    requireTwo(arguments.length);
    // eslint-disable-next-line eqeqeq
    if (actual == expected || (actual !== actual && expected !== expected)) {
      return;
    }
    fail(this, { actual, expected, operator: '==', stackStartFn: equal },
         messages);
  },

  notEqual: function notEqual(actual, expected, ...messages) {
    requireTwo(arguments.length);
    // eslint-disable-next-line eqeqeq
    if (actual != expected && !(actual !== actual && expected !== expected)) {
      return;
    }
    fail(this, { actual, expected, operator: '!=', stackStartFn: notEqual },
         messages);
  },

  deepEqual: function deepEqual(actual, expected, ...messages) {
    requireTwo(arguments.length);
    if (comparisons().isDeepEqual(actual, expected)) return;
    fail(this, { actual, expected, operator: 'deepEqual',
                 stackStartFn: deepEqual }, messages);
  },

  notDeepEqual: function notDeepEqual(actual, expected, ...messages) {
    requireTwo(arguments.length);
    if (!comparisons().isDeepEqual(actual, expected)) return;
    fail(this, { actual, expected, operator: 'notDeepEqual',
                 stackStartFn: notDeepEqual }, messages);
  },

  deepStrictEqual: function deepStrictEqual(actual, expected, ...messages) {
    requireTwo(arguments.length);
    const { skipPrototype } = optionsOf(this);
    if (comparisons().isDeepStrictEqual(actual, expected, skipPrototype)) return;
    fail(this, { actual, expected, operator: 'deepStrictEqual',
                 stackStartFn: deepStrictEqual }, messages);
  },

  notDeepStrictEqual:
    function notDeepStrictEqual(actual, expected, ...messages) {
      requireTwo(arguments.length);
      const { skipPrototype } = optionsOf(this);
      if (!comparisons().isDeepStrictEqual(actual, expected, skipPrototype)) return;
      fail(this, { actual, expected, operator: 'notDeepStrictEqual',
                   stackStartFn: notDeepStrictEqual }, messages);
    },

  strictEqual: function strictEqual(actual, expected, ...messages) {
    requireTwo(arguments.length);
    if (Object.is(actual, expected)) return;
    fail(this, { actual, expected, operator: 'strictEqual',
                 stackStartFn: strictEqual }, messages);
  },

  notStrictEqual: function notStrictEqual(actual, expected, ...messages) {
    requireTwo(arguments.length);
    if (!Object.is(actual, expected)) return;
    fail(this, { actual, expected, operator: 'notStrictEqual',
                 stackStartFn: notStrictEqual }, messages);
  },

  partialDeepStrictEqual:
    function partialDeepStrictEqual(actual, expected, ...messages) {
      requireTwo(arguments.length);
      if (comparisons().isPartialStrictEqual(actual, expected)) return;
      fail(this, { actual, expected, operator: 'partialDeepStrictEqual',
                   stackStartFn: partialDeepStrictEqual }, messages);
    },

  match: function match(string, regexp, ...messages) {
    checkMatch(this, string, regexp, messages, match, true);
  },

  doesNotMatch: function doesNotMatch(string, regexp, ...messages) {
    checkMatch(this, string, regexp, messages, doesNotMatch, false);
  },

  throws: function throws(fn, ...args) {
    expectThrown(this, throws, thrownBy(fn), args);
  },

  doesNotThrow: function doesNotThrow(fn, ...args) {
    expectNotThrown(this, doesNotThrow, thrownBy(fn), args);
  },

  rejects: async function rejects(promiseFn, ...args) {
    expectThrown(this, rejects, await rejectedBy(promiseFn), args);
  },

  doesNotReject: async function doesNotReject(promiseFn, ...args) {
    expectNotThrown(this, doesNotReject, await rejectedBy(promiseFn), args);
  },

  ifError: function ifError(error) {
    if (error === null || error === undefined) return;
    throwIfError(this, error, ifError);
  },
};
// What a stack trace calls it.
Object.defineProperty(methods.fail, 'name', { __proto__: null, value: 'fail' });

function checkMatch(receiver, string, regexp, messages, fn, wanted) {
  if (!isRegExp(regexp)) {
    throw new ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp);
  }
  if (typeof string === 'string' &&
      (RegExp.prototype.exec.call(regexp, string) !== null) === wanted) {
    return;
  }
  const own = messages[0] != null;
  if (!own) {
    let text;
    if (typeof string !== 'string') {
      const { determineSpecificType } = require('internal/errors/errors');
      text = 'The "string" argument must be of type string. Received ' +
        determineSpecificType(string);
    } else if (wanted) {
      text = 'The input did not match the regular expression ' +
        `${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
    } else {
      text = 'The input was expected to not match the regular expression ' +
        `${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
    }
    messages = [text];
  }
  try {
    fail(receiver, {
      actual: string, expected: regexp, operator: fn.name, stackStartFn: fn,
    }, messages);
  } catch (error) {
    if (!own) error.generatedMessage = true;
    throw error;
  }
}

// ---------------------------------------------------------------------------
// Errors that are, or are not, to be thrown

const kNothing = { __proto__: null };

function thrownBy(fn) {
  validateFunction(fn, 'fn');
  try {
    fn();
  } catch (error) {
    return error;
  }
  return kNothing;
}

function isThenable(value) {
  if (isPromise(value)) return true;
  if (typeof value !== 'object' || value === null) return false;
  return [value.then, value.catch].every(
    (method) => typeof method === 'function');
}

async function rejectedBy(promiseFn) {
  let promise = promiseFn;
  if (typeof promiseFn === 'function') {
    // What it throws by itself is no rejection: that goes to the caller.
    promise = promiseFn();
    if (!isThenable(promise)) {
      throw new ERR_INVALID_RETURN_VALUE(
        'instance of Promise', 'promiseFn', promise);
    }
  } else if (!isThenable(promiseFn)) {
    throw new ERR_INVALID_ARG_TYPE(
      'promiseFn', ['Function', 'Promise'], promiseFn);
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return kNothing;
}

/** Takes (expected?, message?) apart; a lone string is the message. */
function splitExpected(fn, thrown, args) {
  let [expected, ...messages] = args;
  if (typeof expected === 'string') {
    if (args.length >= 2 && messages[0] !== undefined) {
      throw new ERR_INVALID_ARG_TYPE(
        'error', ['Object', 'Error', 'Function', 'RegExp'], expected);
    }
    if (thrown !== kNothing) {
      if (isObjectLike(thrown)) {
        if (thrown.message === expected) {
          throw new ERR_AMBIGUOUS_ARGUMENT(
            'error/message',
            `The error message "${thrown.message}" is identical to the ` +
            'message.');
        }
      } else if (thrown === expected) {
        throw new ERR_AMBIGUOUS_ARGUMENT(
          'error/message',
          `The error "${thrown}" is identical to the message.`);
      }
    }
    messages = args;
    expected = undefined;
  } else if (expected != null && typeof expected !== 'object' &&
             typeof expected !== 'function') {
    throw new ERR_INVALID_ARG_TYPE(
      'error', ['Object', 'Error', 'Function', 'RegExp'], expected);
  }
  return { expected, messages };
}

const isObjectLike = (value) => typeof value === 'object' && value !== null;

function expectThrown(receiver, fn, thrown, args) {
  const { expected, messages } = splitExpected(fn, thrown, args);
  if (thrown === kNothing) {
    const name = expected?.name;
    const kind = fn.name === 'rejects' ? 'rejection' : 'exception';
    const message = resolveMessage(messages, undefined, expected);
    if (isError(message)) throw message;
    throw new AssertionError({
      actual: undefined,
      expected,
      operator: fn.name,
      message: `Missing expected ${kind}${name ? ` (${name})` : ''}` +
        `${message ? `: ${message}` : '.'}`,
      stackStartFn: fn,
      diff: optionsOf(receiver).diff,
    });
  }
  if (expected === undefined || expected === null) return;
  checkThrown(receiver, fn, thrown, expected, messages);
}

/** Throws unless what was thrown is as expected. */
function checkThrown(receiver, fn, actual, expected, messages) {
  const own = resolveMessage(messages, actual, expected);
  const failWith = (text) => {
    if (isError(own)) throw own;
    const error = new AssertionError({
      actual,
      expected,
      operator: fn.name,
      message: own ?? text,
      stackStartFn: fn,
      diff: optionsOf(receiver).diff,
    });
    error.generatedMessage = own == null;
    throw error;
  };

  if (typeof expected !== 'function') {
    if (isRegExp(expected)) {
      const text = String(actual);
      if (RegExp.prototype.exec.call(expected, text) !== null) return;
      failWith('The input did not match the regular expression ' +
        `${inspect(expected)}. Input:\n\n${inspect(text)}\n`);
    }
    checkProperties(receiver, fn, actual, expected, own);
    return;
  }
  // A class, to be an instance of.
  if (expected.prototype !== undefined && actual instanceof expected) return;
  if (expected === Error ||
      Object.prototype.isPrototypeOf.call(Error, expected)) {
    let text = 'The error is expected to be an instance of ' +
      `"${expected.name}". Received `;
    if (isErrorLike(actual) || isError(actual)) text += `"${actual.name}"`;
    else text += `"${inspect(actual, { depth: -1 })}"`;
    if (actual?.message) text += `\n\nError message:\n\n${actual.message}`;
    failWith(text);
  }
  // Else a function that decides.
  const result = Reflect.apply(expected, {}, [actual]);
  if (result === true) return;
  const name = expected.name ? `"${expected.name}" ` : '';
  failWith(
    `The ${name}validation function is expected to return "true". Received ` +
    `${inspect(result)}${isError(actual) ?
      `\n\nCaught error:\n\n${actual}` : ''}`);
}

/** What is shown of an error that is compared by its properties. */
class Comparison {
  constructor(source, keys, other) {
    for (const key of keys) {
      if (!(key in source)) continue;
      // A string that an expression matched is shown as the expression.
      this[key] = other !== undefined && typeof other[key] === 'string' &&
        isRegExp(source[key]) &&
        RegExp.prototype.exec.call(source[key], other[key]) !== null ?
        other[key] : source[key];
    }
  }
}

function checkProperties(receiver, fn, actual, expected, own) {
  const failBecause = (left, right) => {
    if (isError(own)) throw own;
    const error = new AssertionError({
      actual: left,
      expected: right,
      operator: 'deepStrictEqual',
      message: own,
      stackStartFn: fn,
      diff: optionsOf(receiver).diff,
    });
    error.actual = actual;
    error.expected = expected;
    error.operator = fn.name;
    error.generatedMessage = own == null;
    throw error;
  };
  if (!isObjectLike(actual)) failBecause(actual, expected);

  const keys = Object.keys(expected);
  if (isError(expected)) {
    keys.push('name', 'message');
  } else if (keys.length === 0) {
    throw new ERR_INVALID_ARG_VALUE(
      'error', expected, 'may not be an empty object');
  }
  for (const key of keys) {
    if (typeof actual[key] === 'string' && isRegExp(expected[key]) &&
        RegExp.prototype.exec.call(expected[key], actual[key]) !== null) {
      continue;
    }
    if (key in actual && comparisons().isDeepStrictEqual(actual[key], expected[key])) {
      continue;
    }
    failBecause(new Comparison(actual, keys),
                new Comparison(expected, keys, actual));
  }
}

function expectNotThrown(receiver, fn, thrown, args) {
  if (thrown === kNothing) return;
  let [expected, ...messages] = args;
  if (typeof expected === 'string') {
    messages = args;
    expected = undefined;
  }
  if (expected !== undefined && expected !== null && !matches(thrown, expected)) {
    throw thrown;
  }
  const kind = fn.name === 'doesNotReject' ? 'rejection' : 'exception';
  const message = resolveMessage(messages, thrown, expected);
  throw new AssertionError({
    actual: thrown,
    expected,
    operator: fn.name,
    message: `Got unwanted ${kind}${message ? `: ${message}` : '.'}\n` +
      `Actual message: "${thrown?.message ?? (isObjectLike(thrown) ?
        undefined : thrown)}"`,
    stackStartFn: fn,
    diff: optionsOf(receiver).diff,
  });
}

/** Whether a thrown value is one of those that must not be thrown. */
function matches(thrown, expected) {
  if (typeof expected !== 'function') {
    if (!isRegExp(expected)) {
      throw new ERR_INVALID_ARG_TYPE(
        'expected', ['Function', 'RegExp'], expected);
    }
    return RegExp.prototype.exec.call(expected, String(thrown)) !== null;
  }
  if (expected.prototype !== undefined && thrown instanceof expected) {
    return true;
  }
  if (Object.prototype.isPrototypeOf.call(Error, expected)) return false;
  return Reflect.apply(expected, {}, [thrown]) === true;
}

function throwIfError(receiver, error, fn) {
  let message = 'ifError got unwanted exception: ';
  if (isObjectLike(error) && typeof error.message === 'string') {
    message += error.message.length === 0 && error.constructor ?
      error.constructor.name : error.message;
  } else {
    message += inspect(error);
  }
  const failure = new AssertionError({
    actual: error,
    expected: null,
    operator: 'ifError',
    message,
    stackStartFn: fn,
    diff: optionsOf(receiver).diff,
  });
  failure.generatedMessage = false;
  // The stack goes on where that of the error ends.
  const { stack: original } = error;
  if (typeof original === 'string') {
    const start = original.indexOf('\n    at');
    if (start !== -1) {
      const theirs = original.slice(start + 1).split('\n');
      const ours = failure.stack.split('\n');
      // Frames that both have are shown once.
      let common = ours.length;
      for (const frame of theirs) {
        const at = ours.indexOf(frame);
        if (at !== -1) {
          common = at;
          break;
        }
      }
      failure.stack =
        `${ours.slice(0, common).join('\n')}\n${theirs.join('\n')}`;
    }
  }
  throw failure;
}

// ---------------------------------------------------------------------------

/** The loose names in a strict Assert. */
const kStrictNames = {
  equal: 'strictEqual',
  deepEqual: 'deepStrictEqual',
  notEqual: 'notStrictEqual',
  notDeepEqual: 'notDeepStrictEqual',
};

/**
 * An object of assertions.
 * @param {{diff?: 'simple'|'full', strict?: boolean,
 *   skipPrototype?: boolean}} [options]
 */
function Assert(options) {
  if (new.target === undefined) throw new ERR_CONSTRUCT_CALL_REQUIRED('Assert');
  const { diff, strict = true, skipPrototype = false } = options ?? {};
  if (diff !== undefined) {
    validateOneOf(diff, 'options.diff', ['simple', 'full']);
  }
  validateBoolean(strict, 'options.strict');
  Object.defineProperty(this, kOptions, {
    __proto__: null,
    value: { diff: diff ?? 'simple', skipPrototype },
    enumerable: false,
  });
  this.AssertionError = AssertionError;
  if (strict) {
    for (const name of Object.keys(kStrictNames)) {
      this[name] = this[kStrictNames[name]];
    }
  }
}
for (const name of Object.keys(methods)) {
  Object.defineProperty(Assert.prototype, name, {
    __proto__: null,
    value: methods[name],
    writable: true,
    configurable: true,
    enumerable: true,
  });
}

exports.Assert = Assert;
exports.checkOk = checkOk;
exports.kStrictNames = kStrictNames;
exports.methods = methods;
