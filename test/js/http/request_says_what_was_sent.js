'use strict';
const http = require('http');
const { Client, assert, close, listen, mustCall, post, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall((req, res) => {
    assert(req instanceof http.IncomingMessage);
    assert.strictEqual(req.method, 'POST');
    assert.strictEqual(req.url, '/a%20b?c=d#e');
    assert.strictEqual(req.httpVersion, '1.1');
    assert.strictEqual(req.httpVersionMajor, 1);
    assert.strictEqual(req.httpVersionMinor, 1);
    assert.deepStrictEqual(req.rawHeaders, [
      'Host', 'a', 'Content-Length', '2', 'X-Mixed', 'One', 'x-mixed', 'two',
      'X-Empty', '', 'X-Latin', '\u00e9']);
    assert.deepStrictEqual(req.headers, {
      'host': 'a',
      'content-length': '2',
      'x-mixed': 'One, two',
      'x-empty': '',
      'x-latin': '\u00e9',
    });
    assert.deepStrictEqual({ ...req.headersDistinct }, {
      'host': ['a'],
      'content-length': ['2'],
      'x-mixed': ['One', 'two'],
      'x-empty': [''],
      'x-latin': ['\u00e9'],
    });
    assert.strictEqual(Object.getPrototypeOf(req.headersDistinct), null);
    assert.strictEqual(req.headers, req.headers);
    assert.strictEqual(req.rawHeaders, req.rawHeaders);
    assert.strictEqual(req.complete, false);
    assert.strictEqual(req.aborted, false);
    assert.strictEqual(req.upgrade, false);
    assert.strictEqual(req.statusCode, null);
    assert.strictEqual(req.statusMessage, null);
    assert.deepStrictEqual(req.trailers, {});
    assert.deepStrictEqual(req.rawTrailers, []);
    assert.strictEqual(req.readable, true);
    assert.strictEqual(req.destroyed, false);
    assert.strictEqual(req.readableEnded, false);
    assert.strictEqual(req.socket, req.connection);
    assert.strictEqual(req.socket.remoteAddress, '127.0.0.1');
    req.resume().on('end', () => {
      assert.strictEqual(req.complete, true);
      assert.strictEqual(req.readableEnded, true);
      res.end();
    });
  }));
  const port = await listen(server);
  const client = new Client(port).write(
    post('ab', 'X-Mixed: One\r\nx-mixed: two\r\nX-Empty:\r\nX-Latin: \u00e9\r\n',
         '/a%20b?c=d#e'));
  assert.strictEqual((await client.response()).status, 200);
  await close(server);
});
