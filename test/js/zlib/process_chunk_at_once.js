'use strict';
// Backends: one
// _processChunk without a callback, as packages use it: the output at once, from an
// engine that they may keep.

const assert = require('assert');
const zlib = require('zlib');
const { mustCall } = require('../common/test.js');

const gzip = new zlib.Gzip();
gzip.on('close', () => assert.fail('it closed'));
// It closes the handle; who puts another function there keeps it.
const handle = gzip._handle;
const { close } = handle;
handle.close = () => {};
const parts = ['some ', 'text'].map((text) => {
  const part = gzip._processChunk(Buffer.from(text), zlib.constants.Z_SYNC_FLUSH);
  assert.strictEqual(gzip._handle, null);
  gzip._handle = handle;
  return part;
});
handle.close = close;
parts.push(gzip._processChunk(Buffer.alloc(0), zlib.constants.Z_FINISH));
assert.strictEqual(zlib.gunzipSync(Buffer.concat(parts)).toString(), 'some text');

assert.throws(() => gzip._processChunk('x', 0), { code: 'ERR_INTERNAL_ASSERTION' });
assert.throws(() => new zlib.Gunzip()._processChunk('garbage', 4),
              { code: 'Z_DATA_ERROR' });

const inflate = new zlib.Inflate();
inflate._processChunk(zlib.deflateSync('text'), zlib.constants.Z_FINISH,
                      mustCall(() => {
                        assert.strictEqual(inflate.read().toString(), 'text');
                      }));
