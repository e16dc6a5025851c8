// Backends: one
'use strict';
const assert = require('assert');
const text = 'zażółć 😀 gęślą';
for (const encoding of ['utf8', 'utf-8', 'UTF8', 'utf16le', 'ucs2', 'ucs-2']) {
  assert.strictEqual(Buffer.from(text, encoding).toString(encoding), text);
}
const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
for (const encoding of ['latin1', 'binary', 'hex', 'base64', 'base64url']) {
  assert.deepStrictEqual(
    Buffer.from(bytes.toString(encoding), encoding), bytes, encoding);
}
assert.strictEqual(bytes.toString('ascii', 0x80, 0xc3).charCodeAt(0x41), 0x41);
// Long ones take other paths in native code.
for (const part of ['a', 'é', 'ж', '😀']) {
  const long = part.repeat(10_000);
  assert.strictEqual(Buffer.from(long).toString(), long);
  assert.strictEqual(Buffer.byteLength(long), Buffer.from(long).length);
}
