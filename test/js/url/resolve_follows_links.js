// Backends: one
'use strict';
// url.resolve: what a link means, seen from where it stands.
const assert = require('assert');
const url = require('url');

const cases = [
  // Paths, and dots within them.
  ['http://h.com/a/b?q#f', 'c', 'http://h.com/a/c'],
  ['http://h.com/a/b?q#f', './c/', 'http://h.com/a/c/'],
  ['http://h.com/a/b?q#f', '/c', 'http://h.com/c'],
  ['http://h.com/a/b', '..', 'http://h.com/'],
  ['http://h.com/a/b/', '..', 'http://h.com/a/'],
  ['http://h.com/a/b', '../../../c', 'http://h.com/c'],
  ['http://h.com/a/b', '.', 'http://h.com/a/'],
  ['http://h.com/a//b/', '../c', 'http://h.com/a//c'],
  ['/a/b/c', '../d', '/a/d'],
  ['/a', '../../d', '/d'],
  // Out of a path that has no root, dots lead somewhere.
  ['a/b', '../../c', '../c'],
  ['a/b', '../../../c', '../../c'],
  ['a', '..', '..'],
  ['.', '..', '..'],
  ['..', '..', '..'],
  // The query and the hash.
  ['http://h.com/a?q#f', '', 'http://h.com/a?q'],
  ['http://h.com/a?q#f', '#g', 'http://h.com/a?q#g'],
  ['http://h.com/a/b?q#f', '?r', 'http://h.com/a/b?r'],
  ['http://h.com', '?r', 'http://h.com/?r'],
  // Hosts, and users, who belong to one host.
  ['http://u:p@h.com/a', 'b', 'http://u:p@h.com/b'],
  ['http://u:p@h.com/a', '//i.com/b', 'http://i.com/b'],
  ['http://u:p@h.com/a', 'http://i.com/b', 'http://i.com/b'],
  ['http://h.com:80/a', '//i.com', 'http://i.com/'],
  // Other protocols.
  ['http://h.com/a', 'https://i.com', 'https://i.com/'],
  ['http://h.com/a', 'https:i.com/b', 'https://i.com/b'],
  ['http://h.com/a', 'https:/i.com//b', 'https://i.com/b'],
  ['http://h.com/a', 'http:b', 'http://h.com/b'],
  ['http://h.com/a', 'mailto:u@i.com', 'mailto:u@i.com'],
  ['http://h.com/a', 'javascript:f(1)', 'javascript:f(1)'],
  ['http://h.com/a', 'file:///b', 'file:///b'],
  ['file:///a/b', '../c', 'file:///c'],
  ['mailto:u@h.com', 'v@i.com', 'mailto:v@i.com'],
  ['mailto:u@h.com', '?subject=s', 'mailto:u@h.com?subject=s'],
];
for (const [base, link, expected] of cases) {
  assert.strictEqual(url.resolve(base, link), expected, `${base} + ${link}`);
}

// Objects are not changed by what is resolved against them, or from them.
const base = url.parse('http://h.com/a/b');
const link = url.parse('mailto:v@i.com');
const before = JSON.stringify([base, link]);
const target = url.resolveObject(url.parse('mailto:u@h.com'), link);
assert.strictEqual(target.href, 'mailto:v@i.com');
assert.strictEqual(target.auth, 'v');
assert.strictEqual(url.resolveObject(base, '../c').pathname, '/c');
assert.strictEqual(JSON.stringify([base, link]), before);
