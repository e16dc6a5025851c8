'use strict';
/**
 * What the states of readable and writable sides have in common: booleans
 * packed into one integer, and how much a side buffers.
 *
 * @module internal/streams/state
 */

const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateInteger } = require('internal/validators');

let defaultBytes = 64 * 1024;
let defaultObjects = 16;

/**
 * Defines accessors that read and write bits of `this.bits`.
 *
 * @param {object} prototype
 * @param {Object<string, number>} flags name → bit
 */
function defineFlags(prototype, flags) {
  for (const name of Object.keys(flags)) {
    const bit = flags[name];
    Object.defineProperty(prototype, name, {
      __proto__: null,
      enumerable: false,
      configurable: true,
      get() {
        return (this.bits & bit) !== 0;
      },
      set(value) {
        if (value) this.bits |= bit;
        else this.bits &= ~bit;
      },
    });
  }
}

/**
 * @param {boolean} objectMode
 * @returns {number} chunks in object mode, else bytes
 */
function getDefaultHighWaterMark(objectMode) {
  return objectMode ? defaultObjects : defaultBytes;
}

/**
 * @param {boolean} objectMode
 * @param {number} value
 */
function setDefaultHighWaterMark(objectMode, value) {
  validateInteger(value, 'value', 0);
  if (objectMode) defaultObjects = value;
  else defaultBytes = value;
}

/**
 * The high water mark that the options of a stream ask for.
 *
 * @param {boolean} objectMode
 * @param {object} options
 * @param {string} duplexKey the option of this side of a duplex
 * @param {boolean} isDuplex
 * @returns {number}
 */
function getHighWaterMark(objectMode, options, duplexKey, isDuplex) {
  const mark = options.highWaterMark ??
    (isDuplex ? options[duplexKey] : undefined);
  if (mark == null) return getDefaultHighWaterMark(objectMode);
  if (!Number.isInteger(mark) || mark < 0) {
    const name = isDuplex ? `options.${duplexKey}` : 'options.highWaterMark';
    throw new ERR_INVALID_ARG_VALUE(name, mark);
  }
  return mark;
}

module.exports = {
  defineFlags,
  getDefaultHighWaterMark,
  getHighWaterMark,
  setDefaultHighWaterMark,
};
