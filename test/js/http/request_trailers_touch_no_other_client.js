'use strict';
// What the trailers of one client say has no effect on the requests of others.
const http = require('http');
const { Client, assert, close, get, listen, post, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    req.on('end', () => res.end(req.url)).resume();
  });
  const port = await listen(server);
  for (const trailer of ['Connection: close', 'Proxy-Connection: close',
    'Connection: close, upgrade', 'X-Sum: 1']) {
    const first = new Client(port);
    first.write('POST /first HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n' +
      `\r\n5\r\nhello\r\n0\r\n${trailer}\r\n\r\n`);
    assert.strictEqual((await first.response()).body, '/first');
    for (let i = 0; i < 3; i++) {
      const other = new Client(port);
      other.write(post('hello', '', '/other'));
      const { status, body } = await other.response();
      assert.deepStrictEqual({ status, body }, { status: 200, body: '/other' });
      other.destroy();
    }
    // Its own connection goes on, too: the answer said so.
    first.write(post('hello', '', '/again') + get('/more', 'X: y\r\n'));
    assert.strictEqual((await first.response()).body, '/again');
    assert.strictEqual((await first.response()).body, '/more');
    first.destroy();
  }
  await close(server);
});
