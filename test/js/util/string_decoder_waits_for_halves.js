// Backends: one
'use strict';
const assert = require('assert');
const { StringDecoder } = require('string_decoder');

for (const [encoding, text] of [
  ['utf8', 'a\u20ac\u{1f600}z'], ['utf16le', 'a\u{1f600}z'],
  ['base64', 'TWFueSBieXRlcw=='],
]) {
  const decoder = new StringDecoder(encoding);
  const pieces = [];
  for (const byte of Buffer.from(text, encoding)) {
    pieces.push(decoder.write(Buffer.of(byte)));
  }
  pieces.push(decoder.end());
  assert.strictEqual(pieces.join(''), text);
  // No piece is half of something.
  for (const piece of pieces) {
    assert.ok(piece.isWellFormed(), `${encoding}: ${pieces}`);
    if (encoding === 'base64') assert.strictEqual(piece.length % 4, 0);
  }
}
