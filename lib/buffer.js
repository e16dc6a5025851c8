'use strict';

/**
 * node:buffer. Buffer's parts are in internal/buffer.
 */

const {
  codes: {
    ERR_BUFFER_OUT_OF_BOUNDS,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_BUFFER_SIZE,
    ERR_MISSING_ARGS,
    ERR_OUT_OF_RANGE,
    ERR_UNKNOWN_ENCODING,
  },
  hideStackFrames,
} = require('internal/errors/errors');
const {
  validateArray,
  validateInteger,
  validateNumber,
  validateString,
} = require('internal/util/validators');
const { normalizeEncoding } = require('internal/encoding/encodings');
const {
  FastBuffer,
  createUnsafe,
  reserve,
  take,
  currentPool,
} = require('internal/buffer/fast_buffer');
const {
  decode,
  defineConversions,
  encodingOf,
  encodings,
  native,
  requireEncoding,
} = require('internal/buffer/buffer');
const { defineIntegers } = require('internal/buffer/integers');
const { defineFloats } = require('internal/buffer/floats');
const { isAnyArrayBuffer, isTypedArray, isUint8Array } =
  require('internal/util/types');

const { kMaxLength, kStringMaxLength } = native;
const kInspect = Symbol.for('nodejs.util.inspect.custom');

// ---------------------------------------------------------------------------
// Making buffers

const warnConstructor = (() => {
  let warned = false;
  return () => {
    if (warned) return;
    const { isCalledByPackage } = require('internal/util/caller');
    if (isCalledByPackage()) return;
    warned = true;
    process.emitWarning(
      'Buffer() is deprecated due to security and usability issues. ' +
      'Please use the Buffer.alloc(), Buffer.allocUnsafe(), or Buffer.from() ' +
      'methods instead.', 'DeprecationWarning', 'DEP0005', Buffer);
  };
})();

/** Deprecated constructor, with and without `new`. */
function Buffer(arg, encodingOrOffset, length) {
  warnConstructor();
  if (typeof arg === 'number') {
    if (typeof encodingOrOffset === 'string') {
      throw new ERR_INVALID_ARG_TYPE('string', 'string', arg);
    }
    return Buffer.alloc(arg);
  }
  return Buffer.from(arg, encodingOrOffset, length);
}

FastBuffer.prototype.constructor = Buffer;
Buffer.prototype = FastBuffer.prototype;

Object.defineProperty(Buffer, Symbol.species, {
  __proto__: null,
  configurable: true,
  enumerable: false,
  get() {
    return FastBuffer;
  },
});

/** Bytes of a pool that small buffers share. */
Buffer.poolSize = 64 * 1024;

const validateSize = hideStackFrames((size) => {
  validateNumber(size, 'size', 0, kMaxLength);
});

function requireUint8Array(value, name) {
  if (isUint8Array(value)) return;
  throw new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'Uint8Array'], value);
}

/** A buffer of arbitrary content, of the pool if it is small. */
function allocate(size) {
  if (!(size > 0)) return new FastBuffer();
  if (size < Buffer.poolSize >>> 1) {
    reserve(size, Buffer.poolSize);
    return take(size);
  }
  return createUnsafe(size);
}

Buffer.alloc = function alloc(size, fill, encoding) {
  validateSize(size);
  if (fill !== undefined && fill !== 0 && size > 0) {
    return fillBytes(createUnsafe(size), fill, 0, size, encoding);
  }
  return new FastBuffer(size);
};

Buffer.allocUnsafe = function allocUnsafe(size) {
  validateSize(size);
  return allocate(size);
};

Buffer.allocUnsafeSlow = function allocUnsafeSlow(size) {
  validateSize(size);
  return createUnsafe(size);
};

/** Longest string whose UTF-8 always fits into a place of the pool. */
const kShortString = 4096;

function fromString(string, encodingName) {
  let encoding;
  if (encodingName === undefined || encodingName === 'utf8' ||
      encodingName === '' || typeof encodingName !== 'string') {
    if (string.length === 0) return new FastBuffer();
    encoding = encodings.utf8;
  } else {
    encoding = requireEncoding(encodingName);
    if (string.length === 0) return new FastBuffer();
  }
  if (encoding === encodings.utf8 && string.length <= kShortString &&
      Buffer.poolSize >= 6 * kShortString) {
    // Writing into the pool first saves the call that asks for the length.
    const start = reserve(string.length * 3, Buffer.poolSize);
    const written = native.utf8WriteAt(currentPool(), start, string);
    return take(written);
  }
  const buffer = allocate(encoding.byteLength(string));
  const written = encoding.write.call(buffer, string, 0, buffer.length);
  return written === buffer.length ? buffer :
    new FastBuffer(buffer.buffer, buffer.byteOffset, written);
}

function fromArrayBuffer(memory, byteOffset, length) {
  byteOffset = byteOffset === undefined ? 0 : +byteOffset || 0;
  const most = memory.byteLength - byteOffset;
  if (most < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  // Without a length, a view of resizable memory follows its size.
  if (length !== undefined) {
    length = +length;
    if (!(length > 0)) {
      length = 0;
    } else if (length > most) {
      throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
    }
  }
  return new FastBuffer(memory, byteOffset, length);
}

const { set: byteSet } = Uint8Array.prototype;
const { get: lengthOf } = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype), 'length');

function fromArrayLike(source) {
  // A subclass may say anything of its length; what is copied is what is there.
  const length = isTypedArray(source) ? lengthOf.call(source) : source.length;
  if (length <= 0) return new FastBuffer();
  const buffer = allocate(length);
  byteSet.call(buffer, source, 0);
  return buffer;
}

/** Elements of an array, or of what looks like one. */
function fromLikeness(object) {
  const { length } = object;
  if (typeof length === 'number') return fromArrayLike(object);
  if (length !== undefined || isAnyArrayBuffer(object.buffer)) {
    return new FastBuffer();
  }
  // What toJSON gives.
  return object.type === 'Buffer' && Array.isArray(object.data) ?
    fromArrayLike(object.data) : undefined;
}

/** @returns {Buffer|undefined} undefined for what has no bytes */
function fromObject(object, encodingOrOffset, length) {
  if (isAnyArrayBuffer(object)) {
    return fromArrayBuffer(object, encodingOrOffset, length);
  }
  const primitive = object.valueOf?.() ?? object;
  if (primitive !== object && ['string', 'object'].includes(typeof primitive)) {
    return Buffer.from(primitive, encodingOrOffset, length);
  }
  const buffer = fromLikeness(object);
  if (buffer !== undefined) return buffer;
  const toPrimitive = object[Symbol.toPrimitive];
  const text = typeof toPrimitive === 'function' ?
    toPrimitive.call(object, 'string') : undefined;
  return typeof text === 'string' ?
    fromString(text, encodingOrOffset) : undefined;
}

Buffer.from = function from(value, encodingOrOffset, length) {
  if (typeof value === 'string') return fromString(value, encodingOrOffset);
  const isObject = typeof value === 'object' && value !== null;
  const buffer = isObject ?
    fromObject(value, encodingOrOffset, length) : undefined;
  if (buffer !== undefined) return buffer;
  throw new ERR_INVALID_ARG_TYPE(
    'first argument',
    ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'], value);
};

Buffer.copyBytesFrom = function copyBytesFrom(view, offset, length) {
  const { BYTES_PER_ELEMENT: size } = view ?? {};
  if (!ArrayBuffer.isView(view) || size === undefined) {
    throw new ERR_INVALID_ARG_TYPE('view', ['TypedArray'], view);
  }
  const isEmpty = view.length === 0;
  if (!isEmpty && offset !== undefined) validateInteger(offset, 'offset', 0);
  const start = offset ?? 0;
  const rest = view.length - start;
  if (isEmpty || rest <= 0) return Buffer.alloc(0);
  if (length !== undefined) validateInteger(length, 'length', 0);
  const count = Math.min(length ?? rest, rest);
  return fromArrayLike(new Uint8Array(
    view.buffer, view.byteOffset + start * size, count * size));
};

Buffer.of = function of(...items) {
  const buffer = allocate(items.length);
  for (let i = 0; i < items.length; i++) buffer[i] = items[i];
  return buffer;
};

Buffer.isBuffer = function isBuffer(value) {
  return value instanceof Buffer;
};

Buffer.isEncoding = function isEncoding(encoding) {
  return typeof encoding === 'string' && encoding.length !== 0 &&
    normalizeEncoding(encoding) !== undefined;
};

Buffer.compare = function compare(buf1, buf2) {
  requireUint8Array(buf1, 'buf1');
  requireUint8Array(buf2, 'buf2');
  return buf1 === buf2 ? 0 : native.compare(buf1, buf2);
};

/** Bytes of a part of concat(), whatever its `length` pretends. */
function sizeOfPart(list, index) {
  const part = list[index];
  if (!isUint8Array(part)) requireUint8Array(part, `list[${index}]`);
  return lengthOf.call(part);
}

Buffer.concat = function concat(list, length) {
  validateArray(list, 'list');
  if (list.length === 0) return new FastBuffer();
  if (length !== undefined) validateInteger(length, 'length', 0, kMaxLength);
  const all = Buffer.allocUnsafe(length ?? sizeOfParts(list));
  const filled = joinInto(all, list);
  if (filled < all.length) all.fill(0, filled, all.length);
  return all;
};

function sizeOfParts(list) {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += sizeOfPart(list, i);
  return sum;
}

/** @returns {number} how many bytes of the target are filled */
function joinInto(target, list) {
  const { length: room } = target;
  let end = 0;
  for (let i = 0; i < list.length; i++) {
    const size = sizeOfPart(list, i);
    if (size <= room - end) {
      byteSet.call(target, list[i], end);
      end += size;
    } else if (end < room) {
      native.copy(list[i], target, end, 0, room - end);
      end = room;
    }
  }
  return end;
}

function byteLength(string, encoding) {
  if (typeof string !== 'string') {
    if (ArrayBuffer.isView(string) || isAnyArrayBuffer(string)) {
      return string.byteLength;
    }
    throw new ERR_INVALID_ARG_TYPE(
      'string', ['string', 'Buffer', 'ArrayBuffer'], string);
  }
  if (string.length === 0) return 0;
  if (encoding) {
    return (encodingOf(encoding) ?? encodings.utf8).byteLength(string);
  }
  return native.byteLengthUtf8(string);
}
Buffer.byteLength = byteLength;

// ---------------------------------------------------------------------------
// Methods

const prototype = Buffer.prototype;

for (const [legacy, name] of [['parent', 'buffer'], ['offset', 'byteOffset']]) {
  Object.defineProperty(prototype, legacy, {
    __proto__: null,
    enumerable: true,
    get() {
      return this instanceof Buffer ? this[name] : undefined;
    },
  });
}

/** An offset as `slice` takes it: an integer, negative from the end. */
function relativeIndex(value, length) {
  value = Math.trunc(value);
  if (value === 0 || value !== value) return 0;
  if (value < 0) return Math.max(0, value + length);
  return Math.min(value, length);
}

prototype.subarray = function subarray(start, end) {
  const length = this.length;
  const from = relativeIndex(start, length);
  const to = end !== undefined ? relativeIndex(end, length) : length;
  return new FastBuffer(
    this.buffer, this.byteOffset + from, to > from ? to - from : 0);
};

prototype.slice = function slice(start, end) {
  return this.subarray(start, end);
};

prototype.toString = function toString(encoding, start, end) {
  if (arguments.length === 0) return decode(this, encodings.utf8, 0, this.length);
  const { length } = this;
  const from = start >= length ? length : toPlace(start);
  const to = end === undefined || end > length ? length : toPlace(end);
  if (to <= from) return '';
  const used = encoding === undefined ?
    encodings.utf8 : requireEncoding(encoding);
  return decode(this, used, from, to);
};

/** An integer of at least 0; 0 for what is no number. */
function toPlace(value) {
  return value <= 0 ? 0 : Math.trunc(value) || 0;
}

prototype.toLocaleString = prototype.toString;

prototype.write = function write(string, offset, length, encoding) {
  if (typeof string !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('argument', 'string', string);
  }
  const { length: size } = this;
  let start = 0;
  let most = size;
  // The encoding may stand in the place of any number.
  if (typeof offset === 'string' && length === undefined) {
    encoding = offset;
  } else if (offset !== undefined) {
    validateInteger(offset, 'offset', 0, size);
    start = offset;
    most = size - start;
    if (typeof length === 'string') {
      encoding = length;
    } else if (length !== undefined) {
      validateInteger(length, 'length', 0, size);
      most = Math.min(most, length);
    }
  }
  const used = encoding === undefined || encoding === '' ?
    encodings.utf8 : requireEncoding(encoding);
  return used.write.call(this, string, start, most);
};

prototype.copy = function copy(target, targetStart, sourceStart, sourceEnd) {
  requireUint8Array(this, 'source');
  if (!ArrayBuffer.isView(target)) {
    throw new ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target);
  }
  targetStart = toCopyIndex(targetStart, 'targetStart', 0);
  if (targetStart < 0) {
    throw new ERR_OUT_OF_RANGE('targetStart', '>= 0', targetStart);
  }
  sourceStart = toCopyIndex(sourceStart, 'sourceStart', 0);
  const size = lengthOf.call(this);
  if (sourceStart < 0 || sourceStart > size) {
    throw new ERR_OUT_OF_RANGE(
      'sourceStart', `>= 0 && <= ${size}`, sourceStart);
  }
  sourceEnd = toCopyIndex(sourceEnd, 'sourceEnd', size);
  if (sourceEnd < 0) throw new ERR_OUT_OF_RANGE('sourceEnd', '>= 0', sourceEnd);

  const room = isUint8Array(target) ?
    lengthOf.call(target) : target.byteLength;
  if (targetStart >= room) return 0;
  const count = Math.min(
    sourceEnd - sourceStart, room - targetStart, size - sourceStart);
  if (count <= 0) return 0;
  native.copy(this, target, targetStart, sourceStart, count);
  return count;
};

/** Methods can be called on anything; native code takes bytes only. */
function requireBytes(receiver) {
  requireUint8Array(receiver, 'buffer');
}

function toCopyIndex(value, name, fallback) {
  if (value === undefined) return fallback;
  const number = Math.trunc(+value);
  return number === number ? number : 0;
}

prototype.equals = function equals(otherBuffer) {
  requireBytes(this);
  requireUint8Array(otherBuffer, 'otherBuffer');
  if (this === otherBuffer) return true;
  const length = lengthOf.call(this);
  if (length !== lengthOf.call(otherBuffer)) return false;
  return length === 0 || native.compare(this, otherBuffer) === 0;
};

prototype.compare = function compare(
  target, targetStart, targetEnd, sourceStart, sourceEnd) {
  requireUint8Array(target, 'target');
  requireBytes(this);
  if (arguments.length === 1) return native.compare(this, target);
  targetStart = compareIndex(targetStart, 'targetStart', 0, target.length, true);
  targetEnd = compareIndex(targetEnd, 'targetEnd', target.length, target.length);
  sourceStart = compareIndex(sourceStart, 'sourceStart', 0, this.length, true);
  sourceEnd = compareIndex(sourceEnd, 'sourceEnd', this.length, this.length);
  if (sourceStart >= sourceEnd) return targetStart >= targetEnd ? 0 : -1;
  if (targetStart >= targetEnd) return 1;
  return native.compare(this.subarray(sourceStart, sourceEnd),
                        new FastBuffer(target.buffer,
                                       target.byteOffset + targetStart,
                                       targetEnd - targetStart));
};

function compareIndex(value, name, fallback, length, open = false) {
  if (value === undefined) return fallback;
  // A start may lie anywhere: beyond the end nothing is left.
  validateInteger(value, name, 0, open ? undefined : length);
  return value;
}

/** Shared by indexOf, lastIndexOf and includes. */
function search(buffer, value, byteOffset, encodingName, forward) {
  if (typeof byteOffset === 'string') {
    encodingName = byteOffset;
    byteOffset = undefined;
  } else if (byteOffset > 0x7fffffff) {
    byteOffset = 0x7fffffff;
  } else if (byteOffset < -0x80000000) {
    byteOffset = -0x80000000;
  }
  if (!ArrayBuffer.isView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE(
      'buffer', ['Buffer', 'TypedArray', 'DataView'], buffer);
  }
  byteOffset = +byteOffset;
  // What is no number means the whole buffer.
  if (byteOffset !== byteOffset) byteOffset = forward ? 0 : buffer.length;
  byteOffset = Math.trunc(byteOffset);

  let needle;
  let step = 1;
  if (typeof value === 'number') {
    return searchByte(buffer, value & 0xff, byteOffset, forward);
  }
  if (typeof value === 'string') {
    const encoding = encodingName === undefined ?
      encodings.utf8 : requireEncoding(encodingName);
    if (encoding === encodings.utf16le) step = 2;
    needle = fromString(value, encoding.name);
  } else if (isUint8Array(value)) {
    needle = value;
    if (encodingOf(encodingName) === encodings.utf16le) step = 2;
  } else {
    throw new ERR_INVALID_ARG_TYPE(
      'value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
  }

  const length = buffer.length;
  let start = byteOffset < 0 ? byteOffset + length : byteOffset;
  if (start < 0) {
    if (!forward) return -1;
    start = 0;
  }
  if (start > length) {
    if (forward && needle.length !== 0) return -1;
    start = length;
  }
  if (needle.length === 0) return start;
  if (needle.length > length) return -1;
  return native.indexOf(buffer, needle, start, forward, step);
}

const { indexOf: byteIndexOf, lastIndexOf: byteLastIndexOf } =
  Uint8Array.prototype;

function searchByte(buffer, byte, byteOffset, forward) {
  return forward ? byteIndexOf.call(buffer, byte, byteOffset) :
    byteLastIndexOf.call(buffer, byte, byteOffset);
}

prototype.indexOf = function indexOf(value, byteOffset, encoding) {
  return search(this, value, byteOffset, encoding, true);
};

prototype.lastIndexOf = function lastIndexOf(value, byteOffset, encoding) {
  return search(this, value, byteOffset, encoding, false);
};

prototype.includes = function includes(value, byteOffset, encoding) {
  return search(this, value, byteOffset, encoding, true) !== -1;
};

const { fill: byteFill } = Uint8Array.prototype;

function validateEncoding(name) {
  validateString(name, 'encoding');
  if (normalizeEncoding(name) === undefined) {
    throw new ERR_UNKNOWN_ENCODING(name);
  }
}

function fillBytes(buffer, value, offset, end, encodingName) {
  if (typeof value === 'string') {
    // The encoding may stand in the place of any number.
    if (offset === undefined || typeof offset === 'string') {
      return fillBytes(buffer, value, 0, buffer.length, offset);
    }
    if (typeof end === 'string') {
      return fillBytes(buffer, value, offset, buffer.length, end);
    }
    if (encodingName !== undefined) validateEncoding(encodingName);
    if (value === '') value = 0;
  } else if (typeof value === 'boolean') {
    value = Number(value);
  }
  if (offset === undefined) end = undefined;
  else validateInteger(offset, 'offset', 0);
  offset ??= 0;
  if (end !== undefined) validateInteger(end, 'end', 0, buffer.length);
  end ??= buffer.length;
  requireBytes(buffer);
  // The length may be an own property by now.
  if (end > buffer.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS();
  if (offset >= end) return buffer;

  let pattern;
  if (typeof value === 'string') {
    pattern = fromString(value, encodingName);
  } else if (typeof value === 'object' && value !== null &&
             isUint8Array(value)) {
    pattern = value;
  } else {
    byteFill.call(buffer, value & 0xff, offset, end);
    return buffer;
  }
  if (pattern.length === 0) {
    throw new ERR_INVALID_ARG_VALUE('value', value);
  }
  if (pattern.length === 1) {
    byteFill.call(buffer, pattern[0], offset, end);
    return buffer;
  }
  // Once written, the filled part is the pattern, twice as long each time.
  let filled = Math.min(pattern.length, end - offset);
  native.copy(pattern, buffer, offset, 0, filled);
  while (filled < end - offset) {
    const count = Math.min(filled, end - offset - filled);
    native.copy(buffer, buffer, offset + filled, offset, count);
    filled += count;
  }
  return buffer;
}

prototype.fill = function fill(value, offset, end, encoding) {
  return fillBytes(this, value, offset, end, encoding);
};

prototype.toJSON = function toJSON() {
  return { type: 'Buffer', data: Array.from(this) };
};

for (const size of [2, 4, 8]) {
  const name = `swap${size * 8}`;
  prototype[name] = {
    [name]() {
      if (this.length % size !== 0) {
        throw new ERR_INVALID_BUFFER_SIZE(`${size * 8}-bits`);
      }
      requireBytes(this);
      native.swap(this, size);
      return this;
    },
  }[name];
}

let inspectMaxBytes = 50;

prototype[kInspect] = function inspectBuffer(recurseTimes, context) {
  const shown = Math.min(inspectMaxBytes, this.length);
  const remaining = this.length - shown;
  let text = native.hexSlice.call(this, 0, shown).replace(/(.{2})(?=.)/g, '$1 ');
  if (remaining > 0) {
    text += ` ... ${remaining} more byte${remaining > 1 ? 's' : ''}`;
  }
  if (context) text += inspectExtras(this, context, text !== '');
  const name = this.constructor?.name ?? 'Buffer';
  return `<${name} ${text}>`;
};
prototype.inspect = prototype[kInspect];

/** Properties that somebody has put on a buffer. */
function inspectExtras(buffer, context, comma) {
  const { getOwnNonIndexProperties, kAllProperties, kOnlyEnumerable } =
    binding('util');
  const keys = getOwnNonIndexProperties(
    buffer, context.showHidden ? kAllProperties : kOnlyEnumerable);
  if (keys.length === 0) return '';
  const { inspect } = require('internal/util/inspect');
  const extras = { __proto__: null };
  for (const key of keys) extras[key] = buffer[key];
  const text = inspect(extras, {
    ...context, breakLength: Infinity, compact: true,
  });
  // Without the braces and the remark on the prototype.
  const inner = text.slice(text.indexOf('{') + 2, -2);
  return `${comma ? ', ' : ''}${inner}`;
}

defineConversions(prototype);
defineIntegers(prototype);
defineFloats(prototype);

// ---------------------------------------------------------------------------
// Functions of the module

function requireView(input, name) {
  if (!ArrayBuffer.isView(input) && !isAnyArrayBuffer(input)) {
    throw new ERR_INVALID_ARG_TYPE(
      name, ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
  }
}

function isUtf8(input) {
  requireView(input, 'input');
  return native.isUtf8(detachedChecked(input));
}

function isAscii(input) {
  requireView(input, 'input');
  return native.isAscii(detachedChecked(input));
}

function detachedChecked(input) {
  const memory = ArrayBuffer.isView(input) ? input.buffer : input;
  if (memory.detached === true) {
    const { codes: { ERR_INVALID_STATE } } = require('internal/errors/errors');
    throw new ERR_INVALID_STATE('Cannot validate on a detached buffer');
  }
  return input;
}

const kTranscodable = ['utf8', 'utf16le', 'latin1', 'ascii'];

function transcode(source, fromEncoding, toEncoding) {
  requireUint8Array(source, 'source');
  const from = normalizeEncoding(fromEncoding);
  const to = normalizeEncoding(toEncoding);
  if (!kTranscodable.includes(from) || !kTranscodable.includes(to)) {
    const { genericNodeError } = require('internal/errors/errors');
    throw genericNodeError(
      'Unable to transcode Buffer [U_ILLEGAL_ARGUMENT_ERROR]',
      { code: 'U_ILLEGAL_ARGUMENT_ERROR', errno: 1 });
  }
  if (source.length === 0) return Buffer.alloc(0);
  let string = decode(source, encodings[from], 0, source.length);
  if (to === 'ascii' || to === 'latin1') {
    // One mark for each character that the target lacks.
    string = string.replace(
      to === 'ascii' ? /[^\0-\x7f]/gu : /[^\0-\xff]/gu, '?');
  }
  return fromString(string, to);
}

function btoa(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  const string = `${input}`;
  if (/[^\0-\xff]/.test(string)) throw invalidCharacter();
  return decode(fromString(string, 'latin1'), encodings.base64, 0,
                string.length);
}

function atob(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  let string = `${input}`.replace(/[\t\n\f\r ]/g, '');
  if (string.length % 4 === 0) string = string.replace(/={1,2}$/, '');
  if (string.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(string)) {
    throw invalidCharacter();
  }
  return fromString(string, 'base64').latin1Slice();
}

function invalidCharacter() {
  const { DOMException } = require('web/dom_exception');
  return new DOMException('Invalid character', 'InvalidCharacterError');
}

const constants = Object.defineProperties({}, {
  MAX_LENGTH: {
    __proto__: null, value: kMaxLength, writable: false, enumerable: true,
  },
  MAX_STRING_LENGTH: {
    __proto__: null, value: kStringMaxLength, writable: false, enumerable: true,
  },
});

module.exports = {
  Buffer,
  transcode,
  isUtf8,
  isAscii,
  kMaxLength,
  kStringMaxLength,
  btoa,
  atob,
};

Object.defineProperties(module.exports, {
  constants: {
    __proto__: null,
    configurable: false,
    enumerable: true,
    value: constants,
  },
  INSPECT_MAX_BYTES: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: () => inspectMaxBytes,
    set(value) {
      validateNumber(value, 'INSPECT_MAX_BYTES', 0);
      inspectMaxBytes = value;
    },
  },
});

for (const [name, id] of [
  ['Blob', 'web/blob'], ['File', 'web/blob'], ['resolveObjectURL', 'web/blob'],
  ['SlowBuffer', 'internal/buffer/slow_buffer'],
]) {
  Object.defineProperty(module.exports, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: () => require(id)[name],
  });
}
