'use strict';

/**
 * node:string_decoder: bytes that arrive in pieces, as strings that never split
 * a character.
 */

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_UNKNOWN_ENCODING },
} = require('internal/errors/errors');
const { normalizeEncoding } = require('internal/encoding/encodings');

const kEncoding = Symbol('kEncoding');
/** Bytes of a character that is not whole yet. */
const kHeld = Symbol('kHeld');
const kHeldCount = Symbol('kHeldCount');
/** Bytes that the held character lacks, as far as is known. */
const kMissing = Symbol('kMissing');

/** Characters that have no parts are decoded at once. */
const kWhole = { __proto__: null, ascii: true, latin1: true, hex: true };

/**
 * @param {string} [encoding]
 */
function StringDecoder(encoding) {
  const name = normalizeEncoding(encoding);
  if (name === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  this.encoding = name;
  this[kEncoding] = name;
  this[kHeld] = Buffer.alloc(4);
  this[kHeldCount] = 0;
  this[kMissing] = 0;
}

function toBuffer(value) {
  if (value instanceof Buffer) return value;
  if (!ArrayBuffer.isView(value)) {
    throw new ERR_INVALID_ARG_TYPE(
      'buf', ['Buffer', 'TypedArray', 'DataView'], value);
  }
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

/**
 * Length of the character that a lead byte begins, by its form alone: also
 * those that no character can begin with wait; 1 for all other bytes.
 */
function sequenceLength(byte) {
  if ((byte & 0xe0) === 0xc0) return 2;
  if ((byte & 0xf0) === 0xe0) return 3;
  if ((byte & 0xf8) === 0xf0) return 4;
  return 1;
}

/**
 * Bytes at the end of `bytes` that begin a character which is not whole, and
 * could still become one.
 */
function incompleteUtf8(bytes) {
  const { length } = bytes;
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back];
    if ((byte & 0xc0) === 0x80) continue;
    const size = sequenceLength(byte);
    return size <= back ? 0 : back;
  }
  return 0;
}

function incompleteUtf16(bytes) {
  if (bytes.length % 2 === 1) return 1;
  // A high surrogate waits for its low one.
  const high = bytes[bytes.length - 1];
  return high >= 0xd8 && high <= 0xdb ? 2 : 0;
}

/** How many bytes at the end must wait for more. */
function incomplete(encoding, bytes) {
  switch (encoding) {
    case 'utf8': return incompleteUtf8(bytes);
    case 'utf16le': return incompleteUtf16(bytes);
    default: return bytes.length % 3;  // base64, base64url
  }
}

/** Length of the whole unit that begins with these held bytes. */
function wantedLength(encoding, bytes) {
  switch (encoding) {
    case 'utf8': return sequenceLength(bytes[0]);
    case 'utf16le': return bytes.length < 2 ? 2 : 4;
    default: return 3;
  }
}

function hold(decoder, bytes) {
  bytes.copy(decoder[kHeld]);
  decoder[kHeldCount] = bytes.length;
  decoder[kMissing] = bytes.length === 0 ? 0 :
    wantedLength(decoder[kEncoding], bytes) - bytes.length;
}

/** The string of those bytes that make whole characters. */
StringDecoder.prototype.write = function write(buf) {
  if (typeof buf === 'string') return buf;
  let bytes = toBuffer(buf);
  if (bytes.length === 0) return '';
  const encoding = this[kEncoding];
  if (encoding === undefined) throw new ERR_INVALID_THIS('StringDecoder');
  if (kWhole[encoding]) return bytes.toString(encoding);

  const held = this[kHeldCount];
  if (held > 0) {
    const { [kMissing]: missing } = this;
    if (held + bytes.length <= 4 && bytes.length < missing) {
      // Still too few: look whether they fit at all.
      const joined = Buffer.concat([this[kHeld].subarray(0, held), bytes]);
      const waiting = encoding === 'utf16le' ?
        joined.length : incomplete(encoding, joined);
      hold(this, joined.subarray(joined.length - waiting));
      return waiting === joined.length ? '' :
        joined.toString(encoding, 0, joined.length - waiting);
    }
    bytes = Buffer.concat([this[kHeld].subarray(0, held), bytes]);
  }
  const waiting = incomplete(encoding, bytes);
  hold(this, bytes.subarray(bytes.length - waiting));
  return waiting === bytes.length ? '' :
    bytes.toString(encoding, 0, bytes.length - waiting);
};

/** What is left, broken characters and all; the decoder can be used again. */
StringDecoder.prototype.end = function end(buf) {
  const text = buf === undefined ? '' : this.write(buf);
  const held = this[kHeldCount];
  if (held === 0) return text;
  this[kHeldCount] = 0;
  this[kMissing] = 0;
  return text + this[kHeld].toString(this[kEncoding], 0, held);
};

/** Older name, with an offset that is ignored. */
StringDecoder.prototype.text = function text(buf, offset) {
  this[kHeldCount] = 0;
  this[kMissing] = 0;
  return this.write(buf.slice(offset));
};

for (const [name, get] of [
  ['lastChar', (decoder) => decoder[kHeld]],
  ['lastNeed', (decoder) => decoder[kMissing]],
  ['lastTotal', (decoder) => decoder[kHeldCount] + decoder[kMissing]],
]) {
  Object.defineProperty(StringDecoder.prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return get(this);
    },
  });
}

module.exports = { StringDecoder };
