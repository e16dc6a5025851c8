'use strict';

/**
 * node:zlib: deflate, gzip, brotli and zstd, as streams and of whole buffers. The
 * parts are in internal/zlib.
 *
 * Native contract, binding 'zlib': see runtime/bindings/zlib.cc.
 */

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors/errors');
const { isArrayBufferView } = require('internal/util/types');
const { validateUint32 } = require('internal/util/validators');
const { codes, constants, defineFixed } = require('internal/zlib/constants');
const { kinds } = require('internal/zlib/settings');
const { ZlibBase, params } = require('internal/zlib/stream');
const { run, runSync } = require('internal/zlib/whole');

const native = binding('zlib');

/**
 * The CRC-32 of RFC 1952.
 * @param {string|ArrayBufferView} data
 * @param {number} [value] of the bytes before
 */
function crc32(data, value = 0) {
  if (typeof data !== 'string' && !isArrayBufferView(data)) {
    throw new ERR_INVALID_ARG_TYPE(
      'data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  validateUint32(value, 'value');
  return native.crc32(data, value);
}

let warnedOfNew = false;

/** The instance that a class makes that was called as a function. */
function withoutNew(Class, options) {
  if (!warnedOfNew) {
    warnedOfNew = true;
    process.emitWarning(
      `Instantiating ${Class.name} without the 'new' keyword has been deprecated.`,
      'DeprecationWarning', 'DEP0184');
  }
  return new Class(options);
}

function inherit(Class, Base) {
  Object.setPrototypeOf(Class.prototype, Base.prototype);
  Object.setPrototypeOf(Class, Base);
  return Class;
}

/** What the classes of deflate have in common; programs see it as a name. */
const Zlib = inherit(function Zlib(options, kind) {
  Reflect.apply(ZlibBase, this, [options, kind]);
}, ZlibBase);
Zlib.prototype.params = params;

const Brotli = inherit(function Brotli(options, kind) {
  Reflect.apply(ZlibBase, this, [options, kind]);
}, ZlibBase);
Brotli.prototype.params = params;

class Zstd extends ZlibBase {
  constructor(options, kind) {
    super(options, kind);
  }
}
Zstd.prototype.params = params;

/** A class that may be called without `new`. */
function defineClass(name, Base) {
  const kind = kinds[name];
  const { [name]: Class } = {
    [name]: function(options) {
      if (!(this instanceof Class)) return withoutNew(Class, options);
      Reflect.apply(Base, this, [options, kind]);
    },
  };
  return inherit(Class, Base);
}

const classes = {
  Deflate: defineClass('Deflate', Zlib),
  Inflate: defineClass('Inflate', Zlib),
  Gzip: defineClass('Gzip', Zlib),
  Gunzip: defineClass('Gunzip', Zlib),
  DeflateRaw: defineClass('DeflateRaw', Zlib),
  InflateRaw: defineClass('InflateRaw', Zlib),
  Unzip: defineClass('Unzip', Zlib),
  BrotliCompress: defineClass('BrotliCompress', Brotli),
  BrotliDecompress: defineClass('BrotliDecompress', Brotli),
  ZstdCompress: class ZstdCompress extends Zstd {
    constructor(options) {
      super(options, kinds.ZstdCompress);
    }
  },
  ZstdDecompress: class ZstdDecompress extends Zstd {
    constructor(options) {
      super(options, kinds.ZstdDecompress);
    }
  },
};

/** In the order in which programs list them. */
const functions = [
  'Deflate', 'Gzip', 'DeflateRaw', 'Unzip', 'Inflate', 'Gunzip', 'InflateRaw',
  'BrotliCompress', 'BrotliDecompress', 'ZstdCompress', 'ZstdDecompress',
];

const zlib = module.exports = { crc32, ...classes };

for (const name of functions) {
  const Class = classes[name];
  const kind = kinds[name];
  const own = name[0].toLowerCase() + name.slice(1);
  Object.assign(zlib, {
    [own]: function(buffer, options, callback) {
      run(kind, Class, buffer, options, callback);
    },
    [`${own}Sync`]: function(buffer, options) {
      return runSync(kind, Class, buffer, options);
    },
  });
}

for (const [name, Class] of Object.entries(classes)) {
  const creator = `create${name}`;
  Object.defineProperty(zlib, creator, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    value: {
      [creator]: function(options) {
        return new Class(options);
      },
    }[creator],
  });
}

defineFixed(zlib, { constants, codes }, true);

// Under their old names those of zlib and zstd are on the module, too.
for (const [name, value] of Object.entries(constants)) {
  if (!name.startsWith('BROTLI')) defineFixed(zlib, { [name]: value }, false);
}
