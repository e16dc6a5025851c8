'use strict';
/**
 * What the states of readable and writable sides have in common: booleans
 * packed into one integer, and how much a side buffers.
 *
 * @module internal/streams/state
 */

const {
  codes: { ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_ENCODING },
} = require('internal/errors/errors');
const { validateInteger } = require('internal/util/validators');

let defaultBytes = 64 * 1024;
let defaultObjects = 16;

/** The bits that both sides have; a side's own begin at 1 << 10. */
const commonFlags = {
  __proto__: null,
  objectMode: 1 << 0,
  constructed: 1 << 1,
  /** Inside _read or _write: what it does is done at once. */
  sync: 1 << 2,
  errorEmitted: 1 << 3,
  emitClose: 1 << 4,
  autoDestroy: 1 << 5,
  destroyed: 1 << 6,
  closed: 1 << 7,
  closeEmitted: 1 << 8,
  /** The side was switched off: options.readable or .writable is false. */
  disabled: 1 << 9,
};

/** Those of a new stream. */
const kInitialFlags = commonFlags.constructed | commonFlags.sync |
  commonFlags.emitClose | commonFlags.autoDestroy;

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
 * @typedef {object} SideProperty
 * @property {function(object): *} get of the state of the side
 * @property {function(object, *)} [set]
 * @property {*} [absent] the value until the constructor has made the state
 */

/** An accessor for a property of the readable side. */
function readableAccessor({ get, set, absent }) {
  return {
    get() {
      const { _readableState: state } = this;
      return state ? get(state) : absent;
    },
    set: set && function(value) {
      if (this._readableState) set(this._readableState, value);
    },
  };
}

function writableAccessor({ get, set, absent }) {
  return {
    get() {
      const { _writableState: state } = this;
      return state ? get(state) : absent;
    },
    set: set && function(value) {
      if (this._writableState) set(this._writableState, value);
    },
  };
}

/**
 * Defines properties of streams that tell of one of their sides.
 *
 * @param {object} prototype
 * @param {function(SideProperty): object} accessor one of those above: the
 *   loads of each have the name of one state, and stay fast
 * @param {Object<string, SideProperty>} properties; enumerable and
 *   configurable are as in descriptors
 */
function defineSideProperties(prototype, accessor, properties) {
  for (const name of Object.keys(properties)) {
    const property = properties[name];
    Object.defineProperty(prototype, name, {
      __proto__: null,
      enumerable: property.enumerable === true,
      configurable: property.configurable === true,
      ...accessor(property),
    });
  }
}

/** Bytes of any kind as a Buffer on the same memory, else undefined. */
function toBuffer(chunk) {
  if (chunk instanceof Buffer) return chunk;
  return ArrayBuffer.isView(chunk) ?
    Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : undefined;
}

/**
 * Takes from the options of a stream what both sides know.
 *
 * @param {object} state of a side
 * @param {object|undefined} options
 * @param {boolean} isDuplex
 * @param {string} objectModeKey the option of this side of a duplex
 * @param {string} highWaterMarkKey likewise
 */
function takeOptions(state, options, isDuplex, objectModeKey,
                     highWaterMarkKey) {
  if (options == null) {
    state.highWaterMark = defaultBytes;
    return;
  }
  const objectMode = Boolean(
    options.objectMode || (isDuplex && options[objectModeKey]));
  if (objectMode) state.bits |= commonFlags.objectMode;
  if (options.emitClose === false) state.bits &= ~commonFlags.emitClose;
  if (options.autoDestroy === false) state.bits &= ~commonFlags.autoDestroy;
  state.highWaterMark = getHighWaterMark(
    objectMode, options, highWaterMarkKey, isDuplex);
  const { defaultEncoding } = options;
  if (defaultEncoding != null && defaultEncoding !== 'utf8') {
    if (!Buffer.isEncoding(defaultEncoding)) {
      throw new ERR_UNKNOWN_ENCODING(defaultEncoding);
    }
    state.defaultEncoding = defaultEncoding;
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
  const key = isDuplex && options.highWaterMark == null ?
    duplexKey : 'highWaterMark';
  const { [key]: mark = null } = options;
  if (mark === null) return getDefaultHighWaterMark(objectMode);
  if (Number.isInteger(mark) && mark >= 0) return mark;
  throw new ERR_INVALID_ARG_VALUE(
    `options.${isDuplex ? duplexKey : 'highWaterMark'}`, mark);
}

module.exports = {
  commonFlags,
  defineFlags,
  defineSideProperties,
  getDefaultHighWaterMark,
  getHighWaterMark,
  kInitialFlags,
  readableAccessor,
  setDefaultHighWaterMark,
  takeOptions,
  toBuffer,
  writableAccessor,
};
