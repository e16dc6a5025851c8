'use strict';
// Backends: one
// crc32 is that of RFC 1952, of strings and views, and goes on.

const assert = require('assert');
const zlib = require('zlib');

assert.strictEqual(zlib.crc32('123456789'), 0xcbf43926);
assert.strictEqual(zlib.crc32(''), 0);
assert.strictEqual(zlib.crc32(Buffer.from('123456789')), 0xcbf43926);
assert.strictEqual(zlib.crc32('6789', zlib.crc32('12345')), 0xcbf43926);
assert.strictEqual(zlib.crc32('ä€'), zlib.crc32(Buffer.from('ä€')));
const memory = new Uint8Array(1000).fill(7).buffer;
assert.strictEqual(zlib.crc32(new DataView(memory)),
                   zlib.crc32(new Uint16Array(memory)));
for (const data of [undefined, null, 1, {}, [], memory]) {
  assert.throws(() => zlib.crc32(data), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => zlib.crc32('', '1'), { code: 'ERR_INVALID_ARG_TYPE' });
for (const value of [-1, 2 ** 32, 1.5]) {
  assert.throws(() => zlib.crc32('', value), { code: 'ERR_OUT_OF_RANGE' });
}
