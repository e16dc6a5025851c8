'use strict';

/**
 * The options of zlib's streams and functions, checked and with their defaults.
 * What compresses and what decompresses is a Kind.
 *
 * Native contract, binding 'zlib': see runtime/bindings/zlib.cc.
 */

const buffer = require('buffer');
const {
  codes: {
    ERR_BROTLI_INVALID_PARAM,
    ERR_INVALID_ARG_TYPE,
    ERR_OUT_OF_RANGE,
    ERR_ZLIB_INITIALIZATION_FAILED,
    ERR_ZSTD_INVALID_PARAM,
  },
} = require('internal/errors/errors');
const { getHighWaterMark } = require('internal/streams/state');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { validateBoolean, validateNumber } = require('internal/util/validators');
const { constants } = require('internal/zlib/constants');

const native = binding('zlib');

/** The most bytes that a result may have, unless options say otherwise. */
const kMaxLength = buffer.kMaxLength;

const kBytes = ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'];

/**
 * A number of the options, or its default where there is none.
 * @param {any} value
 * @param {string} name
 * @param {number} min
 * @param {number} max
 * @param {number} byDefault
 * @returns {number}
 */
function inRange(value, name, min, max, byDefault) {
  if (value === undefined || Number.isNaN(value)) return byDefault;
  validateNumber(value, name);
  if (!Number.isFinite(value)) {
    throw new ERR_OUT_OF_RANGE(name, 'a finite number', value);
  }
  if (value < min || value > max) {
    throw new ERR_OUT_OF_RANGE(
      name, max === Infinity ? `>= ${min}` : `>= ${min} and <= ${max}`, value);
  }
  return value;
}

/** The same, without what is behind the point. */
function integerInRange(value, name, min, max, byDefault) {
  return Math.trunc(inRange(value, name, min, max, byDefault));
}

/**
 * What the options of all kinds have in common.
 * @param {any} options
 * @param {Kind} kind
 */
function commonSettings(options, kind) {
  if (options?.highWaterMark !== undefined) {
    getHighWaterMark(false, options, 'readableHighWaterMark', true);
  }
  const reject = options?.rejectGarbageAfterEnd;
  if (reject !== undefined) {
    validateBoolean(reject, 'options.rejectGarbageAfterEnd');
  }
  return {
    chunkSize: integerInRange(
      options?.chunkSize, 'options.chunkSize', constants.Z_MIN_CHUNK, Infinity,
      constants.Z_DEFAULT_CHUNK),
    flush: integerInRange(options?.flush, 'options.flush', 0, kind.lastFlush, 0),
    finishFlush: integerInRange(
      options?.finishFlush, 'options.finishFlush', 0, kind.lastFlush,
      kind.finish),
    maxOutputLength: inRange(
      options?.maxOutputLength, 'options.maxOutputLength', 1, kMaxLength,
      kMaxLength),
    rejectGarbage: reject === true,
  };
}

/**
 * A dictionary as a view, or undefined.
 * @param {any} options
 */
function dictionaryOf(options) {
  const dictionary = options?.dictionary;
  if (dictionary === undefined) return undefined;
  if (isArrayBufferView(dictionary)) return dictionary;
  if (isAnyArrayBuffer(dictionary)) return new Uint8Array(dictionary);
  throw new ERR_INVALID_ARG_TYPE('options.dictionary', kBytes, dictionary);
}

/**
 * The parameters of brotli or zstd as [key, value, key, value, …].
 * @param {any} options
 * @param {number} lastKey
 * @param {any} InvalidParam the error for a key
 * @param {number} [none] the value that stands for none
 */
function paramsOf(options, lastKey, InvalidParam, none = NaN) {
  const params = options?.params;
  if (!params) return new Int32Array(0);
  const seen = new Set();
  const pairs = [];
  for (const name of Object.keys(params)) {
    const key = +name;
    if (!(key >= 0 && key <= lastKey) || !Number.isInteger(key) || seen.has(key)) {
      throw new InvalidParam(name);
    }
    const value = params[name];
    if (typeof value !== 'number' && typeof value !== 'boolean') {
      throw new ERR_INVALID_ARG_TYPE('options.params[key]', 'number', value);
    }
    seen.add(key);
    // Brotli's are unsigned, and the largest stands for none.
    if (+value !== none) pairs.push(key, +value);
  }
  return Int32Array.from(pairs);
}

/** zlib's own options, as far as they can differ for one that compresses. */
function levelOf(options) {
  return integerInRange(
    options?.level, 'options.level', constants.Z_MIN_LEVEL,
    constants.Z_MAX_LEVEL, constants.Z_DEFAULT_COMPRESSION);
}

/** Checks what a stream's params() are given. */
function checkParams(level, strategy) {
  inRange(level, 'level', constants.Z_MIN_LEVEL, constants.Z_MAX_LEVEL, 0);
  inRange(strategy, 'strategy', constants.Z_DEFAULT_STRATEGY,
          constants.Z_FIXED, 0);
}

/** An engine, unless its codec refuses the options. */
function ready(engine) {
  if (native.isReady(engine)) return engine;
  const message = native.failure(engine)[2];
  throw new ERR_ZLIB_INITIALIZATION_FAILED(message);
}

/**
 * Something that compresses or decompresses: its flush kinds, and how it is made.
 * @typedef {object} Kind
 * @property {boolean} compresses
 * @property {number} format of the native codec; -1: no deflate
 * @property {number} finish the flush kind for the last of the input
 * @property {number} full the flush kind of flush() by default
 * @property {number} lastFlush the largest flush kind
 * @property {(options: any, settings: any) => any} create makes an engine
 */

/**
 * @param {boolean} compresses
 * @param {number} format
 * @param {number} leastBits the smallest window; 0 is one of them where the
 *   stream itself may say how large it is
 * @returns {Kind}
 */
function deflateKind(compresses, format, leastBits) {
  return {
    compresses,
    format,
    finish: constants.Z_FINISH,
    full: constants.Z_FULL_FLUSH,
    lastFlush: constants.Z_BLOCK,
    create(options, settings) {
      const bits = options?.windowBits;
      const ofStream = !compresses && format !== native.kRaw &&
        (bits === null || bits === 0);
      const windowBits = ofStream ? 0 : integerInRange(
        bits, 'options.windowBits', leastBits, constants.Z_MAX_WINDOWBITS,
        constants.Z_DEFAULT_WINDOWBITS);
      settings.level = levelOf(options);
      const memLevel = integerInRange(
        options?.memLevel, 'options.memLevel', constants.Z_MIN_MEMLEVEL,
        constants.Z_MAX_MEMLEVEL, constants.Z_DEFAULT_MEMLEVEL);
      settings.strategy = integerInRange(
        options?.strategy, 'options.strategy', constants.Z_DEFAULT_STRATEGY,
        constants.Z_FIXED, constants.Z_DEFAULT_STRATEGY);
      const dictionary = dictionaryOf(options);
      return compresses ?
        native.createDeflater(format, settings.level, windowBits, memLevel,
                              settings.strategy, dictionary) :
        native.createInflater(format, windowBits, settings.rejectGarbage,
                              dictionary);
    },
  };
}

/** @returns {Kind} */
function brotliKind(compresses) {
  const create = compresses ? native.createBrotliCompressor :
    native.createBrotliDecompressor;
  return {
    compresses,
    format: -1,
    finish: constants.BROTLI_OPERATION_FINISH,
    full: constants.BROTLI_OPERATION_FLUSH,
    lastFlush: constants.BROTLI_OPERATION_EMIT_METADATA,
    create(options) {
      const params = paramsOf(
        options, constants.BROTLI_PARAM_NDIRECT, ERR_BROTLI_INVALID_PARAM, -1);
      return ready(create(params, dictionaryOf(options)));
    },
  };
}

/** The size that the input of a zstd compressor is going to have. */
function pledgedSizeOf(options) {
  const size = options?.pledgedSrcSize;
  if (size === undefined) return undefined;
  const name = 'options.pledgedSrcSize';
  validateNumber(size, name);
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new ERR_OUT_OF_RANGE(name, 'a non-negative safe integer', size);
  }
  return size;
}

/** @returns {Kind} */
function zstdKind(compresses) {
  const lastKey = compresses ? constants.ZSTD_c_overlapLog :
    constants.ZSTD_d_windowLogMax;
  return {
    compresses,
    format: -1,
    finish: constants.ZSTD_e_end,
    full: constants.ZSTD_e_flush,
    lastFlush: constants.ZSTD_e_end,
    create(options) {
      const params = paramsOf(options, lastKey, ERR_ZSTD_INVALID_PARAM);
      const dictionary = dictionaryOf(options);
      return ready(compresses ?
        native.createZstdCompressor(params, dictionary, pledgedSizeOf(options)) :
        native.createZstdDecompressor(params, dictionary, undefined));
    },
  };
}

const { Z_MIN_WINDOWBITS } = constants;

const kinds = {
  Deflate: deflateKind(true, native.kZlib, Z_MIN_WINDOWBITS),
  Inflate: deflateKind(false, native.kZlib, Z_MIN_WINDOWBITS),
  // zlib has no window of 8 bits for gzip.
  Gzip: deflateKind(true, native.kGzip, Z_MIN_WINDOWBITS + 1),
  Gunzip: deflateKind(false, native.kGzip, Z_MIN_WINDOWBITS),
  DeflateRaw: deflateKind(true, native.kRaw, Z_MIN_WINDOWBITS),
  InflateRaw: deflateKind(false, native.kRaw, Z_MIN_WINDOWBITS),
  Unzip: deflateKind(false, native.kAuto, Z_MIN_WINDOWBITS),
  BrotliCompress: brotliKind(true),
  BrotliDecompress: brotliKind(false),
  ZstdCompress: zstdKind(true),
  ZstdDecompress: zstdKind(false),
};

exports.checkParams = checkParams;
exports.commonSettings = commonSettings;
exports.kinds = kinds;
exports.levelOf = levelOf;
