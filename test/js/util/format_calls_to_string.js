'use strict';
// %s calls the toString of whatever is not made by the language, also of what is
// on the global object.
const assert = require('assert');
const { format } = require('util');

globalThis.Money = class Money {
  toString() { return '$5'; }
};
class Link extends URL {}
assert.strictEqual(format('%s', new globalThis.Money()), '$5');
assert.strictEqual(format('%s', new URL('http://h/p')), 'http://h/p');
assert.strictEqual(format('%s', new Link('http://h/p')), 'http://h/p');
assert.strictEqual(format('%s', new URLSearchParams('a=b')), 'a=b');
assert.strictEqual(format('%s', Buffer.from('hi')), 'hi');
assert.strictEqual(format('%s', new Map([[1, 2]])), 'Map(1) { 1 => 2 }');
assert.strictEqual(format('%s', [1, [2, [3]]]), '[ 1, [Array] ]');
assert.strictEqual(format('%s', { a: 1 }), '{ a: 1 }');
