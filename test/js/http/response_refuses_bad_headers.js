'use strict';
const http = require('http');
const { assert, close, fetch, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall((req, res) => {
    for (const name of ['', 'a b', 'a:', 'a\r', '\u00e9', 'a\u0000']) {
      assert.throws(() => res.setHeader(name, 'x'), {
        code: 'ERR_INVALID_HTTP_TOKEN',
        name: 'TypeError',
        message: `Header name must be a valid HTTP token ["${name}"]`,
      });
      assert.throws(() => res.appendHeader(name, 'x'),
                    { code: 'ERR_INVALID_HTTP_TOKEN' });
    }
    assert.throws(() => res.setHeader(1, 'x'), { code: 'ERR_INVALID_HTTP_TOKEN' });
    assert.throws(() => res.setHeader('a', undefined), {
      code: 'ERR_HTTP_INVALID_HEADER_VALUE',
      message: 'Invalid value "undefined" for header "a"',
    });
    for (const value of ['a\nb', 'a\rb', '\u0000', '\u0100', 'x\u007f']) {
      assert.throws(() => res.setHeader('a', value), {
        code: 'ERR_INVALID_CHAR',
        name: 'TypeError',
        message: 'Invalid character in header content ["a"]',
      });
    }
    res.setHeader('tab', 'a\tb');
    assert.throws(() => res.setHeaders({ a: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => res.setHeaders([['a', '1']]),
                  { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => res.getHeader(1), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => res.hasHeader(), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => res.removeHeader(), { code: 'ERR_INVALID_ARG_TYPE' });
    for (const code of [0, 99, 1000, -200, 'abc', NaN, undefined, null, {}]) {
      assert.throws(() => res.writeHead(code), {
        code: 'ERR_HTTP_INVALID_STATUS_CODE',
        name: 'RangeError',
      });
    }
    assert.throws(() => res.writeHead(200, 'a\nb'), {
      code: 'ERR_INVALID_CHAR',
      message: 'Invalid character in statusMessage',
    });
    res.statusMessage = undefined;
    assert.throws(() => res.writeHead(200, ['a', 'b', 'c']),
                  { code: 'ERR_INVALID_ARG_VALUE' });
    assert.throws(() => res.writeHead(200, { 'a b': 'c' }),
                  { code: 'ERR_INVALID_HTTP_TOKEN' });
    assert.throws(() => res.writeHead(200, { a: undefined }),
                  { code: 'ERR_HTTP_INVALID_HEADER_VALUE' });
    assert.throws(() => res.addTrailers({ 'a b': 'c' }), {
      code: 'ERR_INVALID_HTTP_TOKEN',
      message: 'Trailer name must be a valid HTTP token ["a b"]',
    });
    assert.throws(() => res.addTrailers({ a: 'c\n' }), {
      code: 'ERR_INVALID_CHAR',
      message: 'Invalid character in trailer content ["a"]',
    });
    assert.strictEqual(res.headersSent, false);
    res.writeHead(200).end('fine');
  }));
  const port = await listen(server);
  assert.strictEqual((await fetch(port)).body, 'fine');
  await close(server);
});
