'use strict';
// Backends: one
// Wrong types and ranges are refused with Node's codes, before anything begins.

const assert = require('assert');
const zlib = require('zlib');

const type = { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' };
const range = { name: 'RangeError', code: 'ERR_OUT_OF_RANGE' };
const names = ['deflate', 'inflate', 'gzip', 'gunzip', 'deflateRaw', 'inflateRaw',
               'unzip', 'brotliCompress', 'brotliDecompress', 'zstdCompress',
               'zstdDecompress'];

for (const name of names) {
  const sync = zlib[`${name}Sync`];
  const create = zlib[`create${name[0].toUpperCase()}${name.slice(1)}`];
  for (const data of [undefined, null, true, 1, 1n, Symbol(), [1], {}, () => {}]) {
    assert.throws(() => sync(data), type);
    assert.throws(() => zlib[name](data, () => {}), type);
  }
  for (const callback of [undefined, null, 1, 'f', {}]) {
    assert.throws(() => zlib[name]('', {}, callback), type);
  }
  const refuses = (options, error) => {
    assert.throws(() => create(options), error, `${name} ${Object.keys(options)}`);
    assert.throws(() => sync('text', options), error);
    assert.throws(() => zlib[name]('text', options, () => {}), error);
  };
  for (const key of ['chunkSize', 'flush', 'finishFlush', 'maxOutputLength']) {
    refuses({ [key]: '1' }, type);
    refuses({ [key]: null }, type);
    refuses({ [key]: -1 }, range);
    refuses({ [key]: Infinity }, range);
  }
  refuses({ chunkSize: 63 }, range);
  refuses({ flush: 6 }, range);
  refuses({ finishFlush: 6 }, range);
  refuses({ maxOutputLength: 0 }, range);
  for (const dictionary of ['text', 1, true, {}, [1]]) refuses({ dictionary }, type);
  refuses({ rejectGarbageAfterEnd: 1 }, type);
  if (name.startsWith('brotli') || name.startsWith('zstd')) {
    const code = name.startsWith('brotli') ? 'ERR_BROTLI_INVALID_PARAM' :
      'ERR_ZSTD_INVALID_PARAM';
    for (const key of ['-1', '1000', 'x', '0.5']) {
      refuses({ params: { [key]: 0 } }, { name: 'RangeError', code });
    }
    refuses({ params: { '0': 0, '00': 0 } }, { name: 'RangeError', code });
    for (const value of ['1', null, undefined, {}, 1n]) {
      refuses({ params: { 0: value } }, type);
    }
    continue;
  }
  for (const key of ['windowBits', 'level', 'memLevel', 'strategy']) {
    refuses({ [key]: '1' }, type);
    refuses({ [key]: 100 }, range);
    refuses({ [key]: -100 }, range);
    refuses({ [key]: Infinity }, range);
    create({ [key]: NaN });
    create({ [key]: undefined });
  }
}

assert.throws(() => zlib.createGzip({ windowBits: 8 }), range);
assert.throws(() => zlib.createInflateRaw({ windowBits: 0 }), range);
for (const name of ['Inflate', 'Gunzip', 'Unzip']) zlib[`create${name}`]({ windowBits: 0 });

const failed = { name: 'Error', code: 'ERR_ZLIB_INITIALIZATION_FAILED' };
assert.throws(() => zlib.createBrotliCompress({ params: { 4: 42 } }),
              { ...failed, message: 'Initialization failed' });
assert.throws(() => zlib.createZstdCompress({ params: { 107: 130 } }),
              { ...failed, message: 'Setting parameter failed' });
assert.throws(() => zlib.createZstdDecompress({ params: { 100: 1 } }),
              { ...failed, message: 'Setting parameter failed' });
for (const pledgedSrcSize of ['4', null]) {
  assert.throws(() => zlib.createZstdCompress({ pledgedSrcSize }), type);
}
for (const pledgedSrcSize of [-1, 1.5, NaN, 2 ** 53]) {
  assert.throws(() => zlib.createZstdCompress({ pledgedSrcSize }), range);
}
