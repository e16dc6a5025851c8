// Backends: one
'use strict';
const assert = require('assert');
const { StringDecoder } = require('string_decoder');
for (const encoding of ['utf8', 'utf16le', 'base64', 'hex', 'latin1']) {
  const bytes = Buffer.from('añ€😀z');
  const whole = Buffer.from(bytes.toString(encoding), encoding);
  const decoder = new StringDecoder(encoding);
  let text = '';
  for (const byte of whole) text += decoder.write(Buffer.of(byte));
  assert.strictEqual(text + decoder.end(), whole.toString(encoding), encoding);
}
const decoder = new StringDecoder();
decoder.write(Buffer.from([0xe2, 0x82]));
assert.strictEqual(decoder.end(), '\ufffd');
