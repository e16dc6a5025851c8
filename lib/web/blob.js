'use strict';

/**
 * Blob and File of the File API, in memory, and the URLs that name blobs.
 */

const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_THIS,
    ERR_METHOD_NOT_IMPLEMENTED,
    ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const { isAnyArrayBuffer } = require('internal/util/types');
const { Buffer } = require('buffer');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
/** Marks a call from inside: the bytes are already there. */
const kFromBytes = Symbol('fromBytes');

/** A type in lower case; empty if it has characters that no type has. */
function normalizeType(type) {
  type = `${type}`;
  return /[^ -~]/.test(type) ? '' : type.toLowerCase();
}

/** The bytes of one of the constructor's sources; a copy. */
function bytesOf(source, endings) {
  if (source instanceof Blob) return readBytes(source);
  if (isAnyArrayBuffer(source)) return new Uint8Array(source.slice(0));
  if (ArrayBuffer.isView(source)) {
    return new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
      .slice();
  }
  let text = `${source}`.toWellFormed();
  if (endings === 'native') text = text.replace(/\r\n?/g, '\n');
  return Buffer.from(text);
}

let readBytes;

class Blob {
  #bytes;
  #type;

  static {
    readBytes = (blob) => blob.#bytes;
  }

  /**
   * @param {Iterable<string|ArrayBuffer|ArrayBufferView|Blob>} [sources]
   * @param {{type?: string, endings?: 'transparent'|'native'}} [options]
   */
  constructor(sources = [], options = {}) {
    if (options === kFromBytes) {
      this.#bytes = sources;
      this.#type = arguments[2];
      return;
    }
    if (sources === null || typeof sources !== 'object' ||
        typeof sources[Symbol.iterator] !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('sources', 'a sequence', sources);
    }
    options ??= {};
    if (typeof options !== 'function') validateObject(options, 'options');
    const { type = '', endings = 'transparent' } = options;
    if (endings !== 'transparent' && endings !== 'native') {
      const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
      throw new ERR_INVALID_ARG_VALUE('options.endings', endings);
    }
    const parts = [];
    for (const source of sources) parts.push(bytesOf(source, endings));
    this.#bytes = parts.length === 1 ? parts[0] : Buffer.concat(parts);
    this.#type = normalizeType(type);
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#bytes in value)) {
      throw new ERR_INVALID_THIS('Blob');
    }
  }

  get size() {
    Blob.#check(this);
    return this.#bytes.byteLength;
  }

  get type() {
    Blob.#check(this);
    return this.#type;
  }

  /** A part of the same memory. */
  slice(start = 0, end = this.size, type = '') {
    Blob.#check(this);
    const size = this.#bytes.byteLength;
    const clamp = (value) => {
      const number = Math.trunc(Number(value)) || 0;
      return number < 0 ? Math.max(0, number + size) : Math.min(number, size);
    };
    const from = clamp(start);
    const to = Math.max(from, clamp(end));
    return new Blob(
      this.#bytes.subarray(from, to), kFromBytes, normalizeType(type));
  }

  async arrayBuffer() {
    Blob.#check(this);
    return Uint8Array.prototype.slice.call(this.#bytes).buffer
      .slice(0, this.#bytes.byteLength);
  }

  async bytes() {
    return new Uint8Array(await this.arrayBuffer());
  }

  async text() {
    Blob.#check(this);
    const { TextDecoder } = require('web/encoding');
    return new TextDecoder().decode(this.#bytes);
  }

  stream() {
    Blob.#check(this);
    const { ReadableStream } = globalThis;
    if (ReadableStream === undefined) {
      throw new ERR_METHOD_NOT_IMPLEMENTED('Blob.prototype.stream()');
    }
    const bytes = this.#bytes;
    return new ReadableStream({
      start(controller) {
        if (bytes.byteLength > 0) controller.enqueue(new Uint8Array(bytes));
        controller.close();
      },
    });
  }

  [kInspect](depth, options, inspect) {
    if (depth < 0) return this;
    return `Blob ${inspect({ size: this.size, type: this.type }, options)}`;
  }
}

class File extends Blob {
  #name;
  #lastModified;

  /**
   * @param {Iterable} fileBits
   * @param {string} fileName
   * @param {{type?: string, endings?: string, lastModified?: number}} [options]
   */
  constructor(fileBits, fileName, options = {}) {
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('fileBits', 'fileName');
    super(fileBits, options);
    const { lastModified } = options ?? {};
    this.#name = `${fileName}`.toWellFormed();
    this.#lastModified = lastModified === undefined ?
      Date.now() : Math.trunc(+lastModified) || 0;
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#name in value)) {
      throw new ERR_INVALID_THIS('File');
    }
  }

  get name() {
    File.#check(this);
    return this.#name;
  }

  get lastModified() {
    File.#check(this);
    return this.#lastModified;
  }

  [kInspect](depth, options, inspect) {
    if (depth < 0) return this;
    const { size, type, name, lastModified } = this;
    return `File ${inspect({ size, type, name, lastModified }, options)}`;
  }
}

for (const [Class, names] of [
  [Blob, ['size', 'type', 'slice', 'stream', 'text', 'arrayBuffer', 'bytes']],
  [File, ['name', 'lastModified']],
]) {
  for (const name of names) {
    Object.defineProperty(Class.prototype, name, {
      __proto__: null, enumerable: true,
    });
  }
  Object.defineProperty(Class.prototype, Symbol.toStringTag, {
    __proto__: null, configurable: true, value: Class.name,
  });
}

// ---------------------------------------------------------------------------
// URLs of blobs

const urls = new Map();
let lastUrl = 0;

/** 'blob:nodedata:<id>', which names the blob until it is revoked. */
function createObjectURL(blob) {
  if (!(blob instanceof Blob)) {
    throw new ERR_INVALID_ARG_TYPE('obj', 'Blob', blob);
  }
  const id = `blob:nodedata:${(++lastUrl).toString(16).padStart(32, '0')}`;
  urls.set(id, blob);
  return id;
}

function revokeObjectURL(id) {
  urls.delete(id);
}

/** The blob of a URL, or undefined. */
function resolveObjectURL(url) {
  return urls.get(`${url}`);
}

module.exports = {
  Blob,
  File,
  createObjectURL,
  resolveObjectURL,
  revokeObjectURL,
};
