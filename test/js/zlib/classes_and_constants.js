'use strict';
// Backends: one
// Stderr: DEP0184.*Instantiating Gzip without the 'new' keyword
// Classes may be called and extended; constants are what they are.

const assert = require('assert');
const { Transform } = require('stream');
const zlib = require('zlib');

for (const name of ['Gzip', 'Gunzip', 'Deflate', 'Inflate', 'DeflateRaw',
                    'InflateRaw', 'Unzip', 'BrotliCompress', 'BrotliDecompress']) {
  assert(zlib[name]() instanceof zlib[name]);
  class Own extends zlib[name] {}
  assert(new Own() instanceof Transform);
  assert.strictEqual(zlib[name].name, name);
  assert.strictEqual(zlib[name].length, 1);
  assert(zlib[`create${name}`]() instanceof zlib[name]);
}
assert.throws(() => zlib.ZstdCompress(), TypeError);
assert(zlib.createZstdCompress() instanceof zlib.ZstdCompress);

function Old(options) {
  zlib.DeflateRaw.call(this, options);
}
Object.setPrototypeOf(Old.prototype, zlib.DeflateRaw.prototype);
assert(new Old() instanceof zlib.DeflateRaw);

assert.strictEqual(zlib.constants.Z_SYNC_FLUSH, 2);
assert.strictEqual(zlib.constants.BROTLI_PARAM_QUALITY, 1);
assert.strictEqual(zlib.constants.ZSTD_c_compressionLevel, 100);
assert.strictEqual(zlib.Z_BEST_SPEED, 1);
assert(!Object.keys(zlib).includes('Z_BEST_SPEED'));
assert.throws(() => { zlib.constants.Z_OK = 1; }, TypeError);
assert.throws(() => { zlib.codes = {}; }, TypeError);
assert(Object.isFrozen(zlib.codes));
assert.strictEqual(zlib.codes[zlib.codes.Z_DATA_ERROR], 'Z_DATA_ERROR');
const [major, minor, patch] = process.versions.zlib.split('.').map(Number);
assert.strictEqual(zlib.constants.ZLIB_VERNUM >> 4, major << 8 | minor << 4 | patch);
