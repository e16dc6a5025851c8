// Backends: one
'use strict';
const assert = require('assert');
const url = require('url');
const u = new URL('../x?a=1#h', 'http://user:pw@ExAmple.com:80/a/b/c');
assert.strictEqual(u.href, 'http://user:pw@example.com/a/x?a=1#h');
assert.strictEqual(u.port, '');
u.searchParams.append('b c', 'ä&');
assert.strictEqual(u.search, '?a=1&b+c=%C3%A4%26');
u.host = 'other:8080';
u.pathname = '/ü';
assert.strictEqual(u.href,
                   'http://user:pw@other:8080/%C3%BC?a=1&b+c=%C3%A4%26#h');
assert.strictEqual(new URL('http://münchen.de').hostname, 'xn--mnchen-3ya.de');
assert.strictEqual(URL.canParse('nonsense'), false);
assert.throws(() => new URL('nonsense'),
              { code: 'ERR_INVALID_URL', input: 'nonsense' });
assert.strictEqual(url.fileURLToPath('file:///a%20b/c'), '/a b/c');
assert.strictEqual(url.pathToFileURL('/a b/#c?').href,
                   'file:///a%20b/%23c%3F');
const parsed = url.parse('HTTP://u:p@Host:81/p/a?q=1&q=2#h', true);
assert.strictEqual(parsed.host, 'host:81');
assert.deepStrictEqual({ ...parsed.query }, { q: ['1', '2'] });
assert.strictEqual(url.resolve('http://a/b/c', '../d'), 'http://a/d');
assert.strictEqual(url.format({ protocol: 'http', hostname: 'h', port: 1,
                                pathname: 'x', query: { a: 1 } }),
                   'http://h:1/x?a=1');
