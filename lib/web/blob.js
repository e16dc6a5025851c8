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
} = require('internal/errors/errors');
const { validateObject } = require('internal/util/validators');
const { isAnyArrayBuffer } = require('internal/util/types');

const { Carrier } = require('web/carrier');
const { enumerate } = require('web/enumerate');

const native = binding('structured_clone');
const kInspect = Symbol.for('nodejs.util.inspect.custom');

/** What a blob is, beside its prototype. */
class BlobFields extends Carrier {
  #bytes;
  #type;

  constructor(blob, bytes, type) {
    super(blob);
    this.#bytes = bytes;
    this.#type = type;
  }

  static has(value) {
    return typeof value === 'object' && value !== null && #bytes in value;
  }

  /** @returns {Uint8Array} */
  static bytesOf(blob) {
    if (!BlobFields.has(blob)) throw new ERR_INVALID_THIS('Blob');
    return blob.#bytes;
  }

  static typeOf(blob) {
    if (!BlobFields.has(blob)) throw new ERR_INVALID_THIS('Blob');
    return blob.#type;
  }
}

/** What of a file is not of a blob. */
class FileFields extends Carrier {
  #name;
  #lastModified;

  constructor(file, name, lastModified) {
    super(file);
    this.#name = name;
    this.#lastModified = lastModified;
  }

  static has(value) {
    return typeof value === 'object' && value !== null && #name in value;
  }

  static nameOf(file) {
    if (!FileFields.has(file)) throw new ERR_INVALID_THIS('File');
    return file.#name;
  }

  static lastModifiedOf(file) {
    if (!FileFields.has(file)) throw new ERR_INVALID_THIS('File');
    return file.#lastModified;
  }
}

/** A blob of bytes that nobody changes. It is native: it can be cloned. */
function makeBlob(prototype, bytes, type) {
  const blob = native.createHost();
  Object.setPrototypeOf(blob, prototype);
  return new BlobFields(blob, bytes, type);
}

/** A copy, which shares the bytes. */
function cloneBlob(blob) {
  const bytes = BlobFields.bytesOf(blob);
  const type = BlobFields.typeOf(blob);
  if (!FileFields.has(blob)) return makeBlob(Blob.prototype, bytes, type);
  return new FileFields(
    makeBlob(File.prototype, bytes, type), FileFields.nameOf(blob),
    FileFields.lastModifiedOf(blob));
}

/** A type in lower case; empty if it has characters that no type has. */
function normalizeType(type) {
  type = `${type}`;
  return /[^ -~]/.test(type) ? '' : type.toLowerCase();
}

/** The bytes of one of the constructor's sources; a copy. */
function bytesOf(source, endings) {
  if (BlobFields.has(source)) return BlobFields.bytesOf(source);
  if (isAnyArrayBuffer(source)) return new Uint8Array(source.slice(0));
  if (ArrayBuffer.isView(source)) {
    return new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
      .slice();
  }
  let text = `${source}`.toWellFormed();
  if (endings === 'native') text = text.replace(/\r\n?/g, '\n');
  return Buffer.from(text);
}

class Blob {
  /**
   * @param {Iterable<string|ArrayBuffer|ArrayBufferView|Blob>} [sources]
   * @param {{type?: string, endings?: 'transparent'|'native'}} [options]
   */
  constructor(sources = [], options = {}) {
    if (sources === null || typeof sources !== 'object' ||
        typeof sources[Symbol.iterator] !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('sources', 'a sequence', sources);
    }
    options ??= {};
    if (typeof options !== 'function') validateObject(options, 'options');
    const { type = '', endings = 'transparent' } = options;
    if (endings !== 'transparent' && endings !== 'native') {
      const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors/errors');
      throw new ERR_INVALID_ARG_VALUE('options.endings', endings);
    }
    const parts = [];
    for (const source of sources) parts.push(bytesOf(source, endings));
    return makeBlob(new.target.prototype,
                    parts.length === 1 ? parts[0] : Buffer.concat(parts),
                    normalizeType(type));
  }

  get size() {
    return BlobFields.bytesOf(this).byteLength;
  }

  get type() {
    return BlobFields.typeOf(this);
  }

  /** A part of the same memory. */
  slice(start = 0, end = this.size, type = '') {
    const bytes = BlobFields.bytesOf(this);
    const size = bytes.byteLength;
    const clamp = (value) => {
      const number = Math.trunc(Number(value)) || 0;
      return number < 0 ? Math.max(0, number + size) : Math.min(number, size);
    };
    const from = clamp(start);
    const to = Math.max(from, clamp(end));
    return makeBlob(
      Blob.prototype, bytes.subarray(from, to), normalizeType(type));
  }

  async arrayBuffer() {
    const bytes = BlobFields.bytesOf(this);
    return Uint8Array.prototype.slice.call(bytes).buffer
      .slice(0, bytes.byteLength);
  }

  async bytes() {
    return new Uint8Array(await this.arrayBuffer());
  }

  async text() {
    const bytes = BlobFields.bytesOf(this);
    const { TextDecoder } = require('web/encoding');
    return new TextDecoder().decode(bytes);
  }

  stream() {
    const bytes = BlobFields.bytesOf(this);
    const { ReadableStream } = globalThis;
    if (ReadableStream === undefined) {
      throw new ERR_METHOD_NOT_IMPLEMENTED('Blob.prototype.stream()');
    }
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
  /**
   * @param {Iterable} fileBits
   * @param {string} fileName
   * @param {{type?: string, endings?: string, lastModified?: number}} [options]
   */
  constructor(fileBits, fileName, options = {}) {
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('fileBits', 'fileName');
    super(fileBits, options);
    const { lastModified } = options ?? {};
    new FileFields(
      this, `${fileName}`.toWellFormed(),
      lastModified === undefined ?
        Date.now() : Math.trunc(+lastModified) || 0);
  }

  get name() {
    return FileFields.nameOf(this);
  }

  get lastModified() {
    return FileFields.lastModifiedOf(this);
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
  enumerate(Class.prototype, names);
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
  cloneBlob,
  createObjectURL,
  isBlob: BlobFields.has,
  resolveObjectURL,
  revokeObjectURL,
};
