'use strict';
// Backends: one
// What query strings become, and what becomes query strings.

const assert = require('assert');
const qs = require('querystring');

/** Parsed objects inherit from nothing. */
function parses(text, expected, ...rest) {
  const found = qs.parse(text, ...rest);
  assert.strictEqual(Object.getPrototypeOf(found), null);
  assert.deepStrictEqual({ ...found }, expected, text);
}

parses('', {});
parses('a=1&b=2', { a: '1', b: '2' });
parses('a=1&a=2&a=3', { a: ['1', '2', '3'] });
parses('a&b=&=c&=', { 'a': '', 'b': '', '': ['c', ''] });
parses('&&a=1&&', { a: '1' });
parses('a=b=c', { a: 'b=c' });
parses('a+b=c+d', { 'a b': 'c d' });
parses('a%20b=%C3%A9%e2%82%ac', { 'a b': 'é€' });
parses('%zz=%', { '%zz': '%' });
parses('a=%E9', { a: '\ufffd' });
parses('__proto__=1&toString=2', JSON.parse(
  '{ "__proto__": "1", "toString": "2" }'));
parses('a:1;b:2', { a: '1', b: '2' }, ';', ':');
parses('a==1&&b==2', { a: '1', b: '2' }, '&&', '==');
parses('a=1&b=2&c=3', { a: '1', b: '2' }, null, null, { maxKeys: 2 });
parses('a=1&b=2', { A: '1!', B: '2!' }, null, null, {
  decodeURIComponent: (text) => (/\d/.test(text) ? `${text}!` :
    text.toUpperCase()),
});
parses('a=%41', { a: 'A' }, null, null, {
  decodeURIComponent: () => { throw new Error('no'); },
});
const many = Array.from({ length: 1500 }, (_, i) => `k${i}=1`).join('&');
assert.strictEqual(Object.keys(qs.parse(many)).length, 1000);
assert.strictEqual(
  Object.keys(qs.parse(many, null, null, { maxKeys: 0 })).length, 1500);
for (const nothing of [undefined, null, 5, {}]) parses(nothing, {});

const strings = [
  [{ a: 1, b: 'x y', c: true, d: 10n }, 'a=1&b=x%20y&c=true&d=10'],
  [{ a: ['1', 2, ''], b: [] }, 'a=1&a=2&a='],
  [{ a: undefined, b: null, c: NaN, d: Infinity, e: {}, f: () => 1 },
   'a=&b=&c=&d=&e=&f='],
  [{ 'é€': '&=+%', "-_.!~*'()": '-' }, "%C3%A9%E2%82%AC=%26%3D%2B%25&-_.!~*'()=-"],
  [undefined, ''], [null, ''], ['text', ''], [[], ''],
];
for (const [value, expected] of strings) {
  assert.strictEqual(qs.stringify(value), expected);
}
assert.strictEqual(qs.stringify({ a: 1, b: [2, 3] }, ';', ':'), 'a:1;b:2;b:3');
assert.strictEqual(qs.stringify({ a: 'é' }, null, null, {
  encodeURIComponent: (text) => `<${text}>`,
}), '<a>=<é>');
assert.throws(() => qs.stringify({ a: '\ud800' }), {
  name: 'URIError', code: 'ERR_INVALID_URI', message: 'URI malformed',
});

assert.strictEqual(qs.escape({ toString: () => 'a b' }), 'a%20b');
assert.strictEqual(qs.escape(5), '5');
assert.strictEqual(qs.unescape('a%20b%zz'), 'a b%zz');
assert.deepStrictEqual(qs.unescapeBuffer('a%20b%2'), Buffer.from('a b%2'));
assert.strictEqual(qs.decode, qs.parse);
assert.strictEqual(qs.encode, qs.stringify);

// Programs may replace both halves.
const { escape, unescape } = qs;
qs.escape = (text) => `(${text})`;
qs.unescape = (text) => text.toUpperCase();
assert.strictEqual(qs.stringify({ a: 'b' }), '(a)=(b)');
parses('a=%62', { A: '%62' });
Object.assign(qs, { escape, unescape });
