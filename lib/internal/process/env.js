'use strict';

/**
 * process.env: the environment's variables as properties.
 *
 * The variables are read once, at the start, into a plain object; a proxy over
 * it passes what is written on to the C library, so that children and native
 * code see it. Reading needs no trap, which makes it five times as fast as a
 * named-property interceptor of V8's that asks the C library each time.
 *
 * Native contract, binding 'process':
 *   environ(): string[]                  name, value, name, value …
 *   setenv(name: string, value: string): number   0 or a negative errno; tells
 *                                        V8 when the time zone (TZ) changed
 *   unsetenv(name: string): void
 */

const { codes: { ERR_INVALID_OBJECT_DEFINE_PROPERTY } } =
  require('internal/errors/errors');
const { getOptionValue } = require('internal/process/options');
const native = binding('process');

/** What may be assigned without a warning. */
const kTextual = new Set(['string', 'number', 'boolean']);
let warned = false;

function assign(target, key, value) {
  // Symbols are neither names nor values; the concatenation says so.
  if (typeof key === 'symbol') `${key}`;
  if (!kTextual.has(typeof value) && getOptionValue('--pending-deprecation') &&
      !warned) {
    warned = true;
    process.emitWarning(
      'Assigning any value other than a string, number, or boolean to a ' +
      'process.env property is deprecated. Please make sure to convert the ' +
      'value to a string before setting process.env with it.',
      'DeprecationWarning', 'DEP0104');
  }
  let text = `${value}`;
  // The C library's strings end there.
  const end = text.indexOf('\0');
  if (end !== -1) text = text.slice(0, end);
  if (native.setenv(key, text) !== 0) return;
  if (key !== '__proto__') {
    target[key] = text;
    return;
  }
  Object.defineProperty(target, key, {
    __proto__: null, value: text, writable: true, enumerable: true,
    configurable: true,
  });
}

const handler = {
  __proto__: null,

  set(target, key, value) {
    assign(target, key, value);
    return true;
  },

  deleteProperty(target, key) {
    if (typeof key === 'string' && Object.hasOwn(target, key)) {
      native.unsetenv(key);
      delete target[key];
    }
    return true;
  },

  defineProperty(target, key, descriptor) {
    if ('value' in descriptor) {
      if (!descriptor.configurable || !descriptor.writable ||
          !descriptor.enumerable) {
        throw new ERR_INVALID_OBJECT_DEFINE_PROPERTY(
          '\'process.env\' only accepts a ' +
          'configurable, writable, and enumerable data descriptor');
      }
      assign(target, key, descriptor.value);
      return true;
    }
    if ('get' in descriptor || 'set' in descriptor) {
      throw new ERR_INVALID_OBJECT_DEFINE_PROPERTY(
        '\'process.env\' does not accept an ' +
        'accessor(getter/setter) descriptor');
    }
    throw new ERR_INVALID_OBJECT_DEFINE_PROPERTY(
      '\'process.env\' only accepts a ' +
      'configurable, writable, and enumerable data descriptor');
  },

  preventExtensions() {
    // Freezing would hide later changes; the operation fails.
    return false;
  },
};

/** Reads the environment; called at each start. */
function createEnv() {
  const variables = {};
  const list = native.environ();
  for (let i = 0; i < list.length; i += 2) variables[list[i]] = list[i + 1];
  return new Proxy(variables, handler);
}

exports.createEnv = createEnv;
