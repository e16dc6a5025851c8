'use strict';
const http = require('http');
const { assert, close, fetch, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall((req, res) => {
    assert.deepStrictEqual(req.trailers, {});
    req.resume().on('end', () => {
      assert.deepStrictEqual(req.rawTrailers,
                             ['X-Sum', '1', 'x-sum', '2', 'Last', 'z']);
      assert.deepStrictEqual(req.trailers, { 'x-sum': '1, 2', 'last': 'z' });
      assert.deepStrictEqual({ ...req.trailersDistinct },
                             { 'x-sum': ['1', '2'], 'last': ['z'] });
      res.end('ok');
    });
  }));
  const port = await listen(server);
  const { body } = await fetch(
    port, 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n' +
    '1\r\na\r\n0\r\nX-Sum: 1\r\nx-sum: 2\r\nLast: z\r\n\r\n');
  assert.strictEqual(body, 'ok');
  await close(server);
});
