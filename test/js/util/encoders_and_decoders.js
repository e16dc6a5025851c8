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
