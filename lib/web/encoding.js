'use strict';

/**
 * TextEncoder and TextDecoder of the Encoding Standard.
 *
 * Native contract, binding 'encoding':
 *   encodeUtf8(string): Uint8Array
 *   encodeInto(string, target: Uint8Array, result: Uint32Array(2)): void
 *     result: UTF-16 units read, bytes written
 *   decodeUtf8(bytes: ArrayBufferView | ArrayBuffer, fatal: boolean):
 *     string | undefined       undefined: invalid, and fatal
 *   decodeLatin1(bytes): string     windows-1252
 */

const { enumerate } = require('web/enumerate');
const {
  codes: {
    ERR_ENCODING_INVALID_ENCODED_DATA,
    ERR_ENCODING_NOT_SUPPORTED,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_THIS,
  },
} = require('internal/errors/errors');
const { validateObject, kValidateObjectAllowObjectsAndNull } =
  require('internal/util/validators');
const { isAnyArrayBuffer } = require('internal/util/types');
const { isMultiByte, labelToName } = require('internal/encoding/labels');

const native = binding('encoding');
const kInspect = Symbol.for('nodejs.util.inspect.custom');
const counts = new Uint32Array(2);

class TextEncoder {
  #self = true;

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#self in value)) {
      throw new ERR_INVALID_THIS('TextEncoder');
    }
  }

  get encoding() {
    TextEncoder.#check(this);
    return 'utf-8';
  }

  encode(input = '') {
    TextEncoder.#check(this);
    return native.encodeUtf8(`${input}`);
  }

  /** @returns {{read: number, written: number}} units of `source`, bytes */
  encodeInto(source, destination) {
    TextEncoder.#check(this);
    if (typeof source !== 'string') {
      throw new ERR_INVALID_ARG_TYPE('src', 'string', source);
    }
    if (!(destination instanceof Uint8Array)) {
      throw new ERR_INVALID_ARG_TYPE('dest', 'Uint8Array', destination);
    }
    native.encodeInto(source, destination, counts);
    return { read: counts[0], written: counts[1] };
  }

  [kInspect](depth, options, inspect) {
    TextEncoder.#check(this);
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = { __proto__: { constructor: TextEncoder }, encoding: 'utf-8' };
    return inspect(shown, options);
  }
}

class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  /** Bytes of a character that is not whole yet. */
  #held = null;
  /** Whether a byte order mark at the front was dealt with. */
  #started = false;

  constructor(encoding = 'utf-8', options = undefined) {
    const name = labelToName(`${encoding}`);
    if (name === undefined) throw new ERR_ENCODING_NOT_SUPPORTED(encoding);
    validateObject(options ?? {}, 'options', kValidateObjectAllowObjectsAndNull);
    this.#encoding = name;
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#encoding in value)) {
      throw new ERR_INVALID_THIS('TextDecoder');
    }
  }

  get encoding() {
    TextDecoder.#check(this);
    return this.#encoding;
  }

  get fatal() {
    TextDecoder.#check(this);
    return this.#fatal;
  }

  get ignoreBOM() {
    TextDecoder.#check(this);
    return this.#ignoreBOM;
  }

  decode(input = new Uint8Array(), options = undefined) {
    TextDecoder.#check(this);
    let bytes;
    if (ArrayBuffer.isView(input)) {
      bytes = new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
    } else if (isAnyArrayBuffer(input)) {
      bytes = new Uint8Array(input);
    } else {
      throw new ERR_INVALID_ARG_TYPE(
        'list', ['ArrayBuffer', 'ArrayBufferView'], input);
    }
    validateObject(options ?? {}, 'options', kValidateObjectAllowObjectsAndNull);
    const stream = Boolean(options?.stream);

    const continues = this.#held !== null;
    if (continues) {
      const joined = new Uint8Array(this.#held.length + bytes.length);
      joined.set(this.#held);
      joined.set(bytes, this.#held.length);
      bytes = joined;
      this.#held = null;
    }
    if (isMultiByte(this.#encoding)) {
      return this.#decodeMultiByte(bytes, stream, continues);
    }
    if (stream) {
      const whole = bytes.length - this.#incomplete(bytes);
      if (whole < bytes.length) {
        this.#held = bytes.slice(whole);
        bytes = bytes.subarray(0, whole);
      }
    }
    let text = this.#decodeWhole(bytes);
    if (text === undefined) this.#fail();
    if (!this.#started && text.length > 0) {
      this.#started = true;
      // No other encoding has a character of that code.
      if (!this.#ignoreBOM && text.charCodeAt(0) === 0xfeff) {
        text = text.slice(1);
      }
    }
    if (!stream) this.#started = false;
    return text;
  }

  #fail() {
    this.#held = null;
    this.#started = false;
    if (this.#encoding === 'utf-8') {
      // A plain TypeError, as the standard has it.
      throw Object.assign(
        new TypeError('The encoded data was not valid for encoding utf-8'),
        { code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
    }
    throw new ERR_ENCODING_INVALID_ENCODED_DATA(this.#encoding, undefined);
  }

  /** Those have no byte order mark: gb18030's U+FEFF is a character. */
  #decodeMultiByte(bytes, stream, continues) {
    const { decodeMultiByte } = require('internal/encoding/multi_byte');
    const decoded = decodeMultiByte(
      this.#encoding, bytes, this.#fatal, stream, continues);
    if (decoded === undefined) this.#fail();
    this.#held = decoded.held;
    return decoded.text;
  }

  /** Bytes at the end that wait for the rest of a character. */
  #incomplete(bytes) {
    const { length } = bytes;
    switch (this.#encoding) {
      case 'utf-8':
        for (let back = 1; back <= Math.min(3, length); back++) {
          const byte = bytes[length - back];
          if ((byte & 0xc0) === 0x80) continue;
          return canGoOn(bytes.subarray(length - back)) ? back : 0;
        }
        return 0;
      case 'utf-16le':
      case 'utf-16be': {
        const odd = length % 2;
        if (length - odd < 2) return odd;
        const at = length - odd - (this.#encoding === 'utf-16le' ? 1 : 2);
        return bytes[at] >= 0xd8 && bytes[at] <= 0xdb ? odd + 2 : odd;
      }
      default:
        return 0;
    }
  }

  #decodeWhole(bytes) {
    switch (this.#encoding) {
      case 'utf-8':
        return native.decodeUtf8(bytes, this.#fatal);
      case 'windows-1252':
        return native.decodeLatin1(bytes);
      case 'utf-16le':
      case 'utf-16be':
        return this.#decodeUtf16(bytes);
      default: {
        const { decodeSingleByte } = require('internal/encoding/single_byte');
        return decodeSingleByte(this.#encoding, bytes, this.#fatal);
      }
    }
  }

  #decodeUtf16(bytes) {
    const { Buffer } = require('buffer');
    let buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const odd = buffer.length % 2 === 1;
    if (odd) buffer = buffer.subarray(0, buffer.length - 1);
    if (this.#encoding === 'utf-16be') buffer = Buffer.from(buffer).swap16();
    const text = buffer.ucs2Slice();
    if (this.#fatal) return odd || !text.isWellFormed() ? undefined : text;
    return text.toWellFormed() + (odd ? '\ufffd' : '');
  }

  [kInspect](depth, options, inspect) {
    TextDecoder.#check(this);
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = {
      encoding: this.#encoding,
      fatal: this.#fatal,
      ignoreBOM: this.#ignoreBOM,
    };
    return `TextDecoder ${inspect(shown, options)}`;
  }
}

/** Whether bytes that begin with a lead byte can become a character. */
function canGoOn(bytes) {
  const [lead, second] = bytes;
  let size = 0;
  if (lead >= 0xc2 && lead <= 0xdf) size = 2;
  else if (lead >= 0xe0 && lead <= 0xef) size = 3;
  else if (lead >= 0xf0 && lead <= 0xf4) size = 4;
  if (bytes.length >= size) return false;
  if (second === undefined) return true;
  switch (lead) {
    case 0xe0: return second >= 0xa0;
    case 0xed: return second < 0xa0;
    case 0xf0: return second >= 0x90;
    case 0xf4: return second < 0x90;
    default: return true;
  }
}

for (const [Class, names] of [
  [TextEncoder, ['encoding', 'encode', 'encodeInto']],
  [TextDecoder, ['encoding', 'fatal', 'ignoreBOM', 'decode']],
]) {
  enumerate(Class.prototype, names);
  Object.defineProperty(Class.prototype, Symbol.toStringTag, {
    __proto__: null, configurable: true, value: Class.name,
  });
}

module.exports = { TextEncoder, TextDecoder };
