'use strict';
const http = require('http');
const { assert, close, fetch, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall((req, res) => {
    assert.deepStrictEqual(res.getHeaderNames(), []);
    assert.deepStrictEqual({ ...res.getHeaders() }, {});
    assert.strictEqual(res.getHeader('none'), undefined);
    assert.strictEqual(res.hasHeader('none'), false);
    assert.strictEqual(res.setHeader('X-One', 1), res);
    res.setHeader('X-List', ['a', 'b']);
    res.setHeader('x-one', '2');
    assert.strictEqual(res.appendHeader('X-List', 'c'), res);
    res.appendHeader('X-New', 'n');
    res.appendHeader('X-New', ['m', 'o']);
    assert.strictEqual(res.getHeader('X-ONE'), '2');
    assert.strictEqual(res.hasHeader('X-oNe'), true);
    assert.deepStrictEqual(res.getHeader('x-list'), ['a', 'b', 'c']);
    assert.deepStrictEqual(res.getHeaderNames(), ['x-one', 'x-list', 'x-new']);
    assert.deepStrictEqual(res.getRawHeaderNames(), ['x-one', 'X-List', 'X-New']);
    const all = res.getHeaders();
    assert.strictEqual(Object.getPrototypeOf(all), null);
    assert.deepStrictEqual({ ...all }, {
      'x-one': '2', 'x-list': ['a', 'b', 'c'], 'x-new': ['n', 'm', 'o'] });
    all['x-one'] = 'changed';
    assert.strictEqual(res.getHeader('x-one'), '2');
    assert.strictEqual(res.setHeaders(new Map([['m', '1'], ['X-One', '3']])),
                       res);
    res.removeHeader('X-New');
    assert.strictEqual(res.hasHeader('x-new'), false);
    assert.strictEqual(res.headersSent, false);
    res.flushHeaders();
    assert.strictEqual(res.headersSent, true);
    assert.strictEqual(res.getHeader('x-one'), '3');
    assert.deepStrictEqual(res.getHeaderNames(), ['x-one', 'x-list', 'm']);
    for (const [call, text] of [
      [() => res.setHeader('a', 'b'), 'set'],
      [() => res.setHeaders(new Map()), 'set'],
      [() => res.appendHeader('a', 'b'), 'append'],
      [() => res.removeHeader('a'), 'remove'],
    ]) {
      assert.throws(call, {
        code: 'ERR_HTTP_HEADERS_SENT',
        message: `Cannot ${text} headers after they are sent to the client`,
      });
    }
    assert.throws(() => res.writeHead(200), {
      code: 'ERR_HTTP_HEADERS_SENT',
      message: 'Cannot write headers after they are sent to the client',
    });
    res.end('ok');
  }));
  const port = await listen(server);
  const { headers, head } = await fetch(port);
  assert.strictEqual(headers['x-one'], '3');
  assert(head.includes('X-List: a\r\nX-List: b\r\nX-List: c\r\n'));
  await close(server);
});
