// Backends: one
'use strict';
// url.format takes what url.parse makes, URLs, and strings.
const assert = require('assert');
const url = require('url');

const standard = new URL('http://u:p@xn--bcher-kva.com:8080/a?q#f');
assert.strictEqual(url.format(standard), standard.href);
assert.strictEqual(url.format(standard, { auth: false }),
                   'http://xn--bcher-kva.com:8080/a?q#f');
assert.strictEqual(
  url.format(standard, { auth: 0, unicode: 1, search: null, fragment: '' }),
  'http://b\u00fccher.com:8080/a?q');
assert.strictEqual(url.format(standard, { search: false }),
                   'http://u:p@xn--bcher-kva.com:8080/a#f');
assert.strictEqual(url.format(new URL('http://u@h.com')), 'http://u@h.com/');
assert.strictEqual(url.format(new URL('mailto:u@h.com')), 'mailto:u@h.com');
assert.throws(() => url.format(standard, true),
              { code: 'ERR_INVALID_ARG_TYPE' });

assert.strictEqual(url.format('HTTP://H.com'), 'http://h.com/');
assert.strictEqual(
  url.format({ protocol: 'ftp', hostname: '::1', port: 21, pathname: 'a?b',
               query: { q: 1 }, hash: 'f', auth: 'u:p q' }),
  'ftp://u:p%20q@[::1]:21/a%3Fb?q=1#f');
assert.throws(() => url.format(1), { code: 'ERR_INVALID_ARG_TYPE' });
