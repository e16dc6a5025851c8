// Backends: one
'use strict';
const assert = require('assert');
const encoder = new TextEncoder();
assert.deepStrictEqual([...encoder.encode('€')], [0xe2, 0x82, 0xac]);
const target = new Uint8Array(4);
assert.deepStrictEqual(encoder.encodeInto('a€b', target),
                       { read: 2, written: 4 });
const decoder = new TextDecoder();
assert.strictEqual(decoder.decode(Buffer.from('efbbbf61', 'hex')), 'a');
let text = '';
for (const byte of Buffer.from('x€😀')) {
  text += decoder.decode(Uint8Array.of(byte), { stream: true });
}
assert.strictEqual(text + decoder.decode(), 'x€😀');
assert.strictEqual(new TextDecoder('latin1').encoding, 'windows-1252');
assert.strictEqual(new TextDecoder('latin1').decode(Uint8Array.of(0x80)), '€');
assert.strictEqual(
  new TextDecoder('utf-16le').decode(Uint8Array.of(0x3d, 0xd8)), '\ufffd');
assert.throws(() => new TextDecoder('utf-8', { fatal: true })
  .decode(Uint8Array.of(0xff)), { code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
assert.throws(() => new TextDecoder('nonsense'),
              { code: 'ERR_ENCODING_NOT_SUPPORTED', name: 'RangeError' });

// Encodings of one byte a character.
for (const [label, name, bytes, text] of [
  ['latin2', 'iso-8859-2', [0xb1, 0xe6, 0x41], 'ąćA'],
  ['cyrillic', 'iso-8859-5', [0xbf, 0xf0, 0xd7], 'П№з'],
  ['koi8-r', 'koi8-r', [0xf0, 0xd2, 0xc9], 'При'],
  ['cp1251', 'windows-1251', [0xcf, 0xf0, 0x88], 'Пр€'],
  ['logical', 'iso-8859-8-i', [0xf9, 0xdf], 'ש‗'],
  ['tis-620', 'windows-874', [0xa1, 0x80], 'ก€'],
  ['mac', 'macintosh', [0x8a, 0xf0], 'ä\uf8ff'],
  ['x-user-defined', 'x-user-defined', [0x7f, 0x80, 0xff], '\x7f\uf780\uf7ff'],
]) {
  const decoder = new TextDecoder(label, { fatal: true });
  assert.strictEqual(decoder.encoding, name);
  assert.strictEqual(decoder.decode(Uint8Array.from(bytes)), text);
  assert.strictEqual(
    decoder.decode(Uint8Array.from(bytes).subarray(1), { stream: true }),
    text.slice(1));
}
const greek = new TextDecoder('greek');
assert.strictEqual(greek.decode(Uint8Array.of(0xae, 0xe1)), '\ufffdα');
assert.throws(() => new TextDecoder('greek', { fatal: true }).decode(
  Uint8Array.of(0xae)), { code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });
for (const label of ['iso-2022-kr', 'nonsense']) {
  assert.throws(() => new TextDecoder(label), {
    name: 'RangeError', code: 'ERR_ENCODING_NOT_SUPPORTED',
  });
}
