// Backends: one
'use strict';
const assert = require('assert');

/** What of an error is there for all to see. */
function seen(fn) {
  try {
    fn();
  } catch (error) {
    assert.strictEqual(Object.getPrototypeOf(error), TypeError.prototype);
    return [String(error), ...Object.entries(error).flat()];
  }
  return assert.fail('nothing was thrown');
}

assert.deepStrictEqual(
  seen(() => new URL('nope')),
  ['TypeError: Invalid URL', 'code', 'ERR_INVALID_URL', 'input', 'nope']);
assert.deepStrictEqual(
  seen(() => new URL('nope', 'neither')),
  ['TypeError: Invalid URL', 'code', 'ERR_INVALID_URL', 'input', 'nope',
   'base', 'neither']);
assert.deepStrictEqual(
  seen(() => { new URL('http://a').href = 'nope'; }),
  ['TypeError: Invalid URL', 'code', 'ERR_INVALID_URL', 'input', 'nope']);
assert.deepStrictEqual(
  seen(() => new TextDecoder('utf8', { fatal: true }).decode(Buffer.of(255))),
  ['TypeError: The encoded data was not valid for encoding utf-8', 'code',
   'ERR_ENCODING_INVALID_ENCODED_DATA']);
for (const value of [new URL('http://a'), new URLSearchParams('a=1')]) {
  assert.throws(() => structuredClone(value), {
    name: 'DataCloneError', code: 25,
    message: 'Cannot clone object of unsupported type.',
  });
}
