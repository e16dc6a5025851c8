'use strict';
// Routers rewrite the URL, method overrides the method, proxies the socket.
const http = require('http');
const { assert, close, fetch, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall((req, res) => {
    req.url = '/new';
    req.method = 'PUT';
    req.headers = { only: 'this' };
    req.httpVersion = '9';
    req.complete = 'perhaps';
    req.upgrade = 1;
    req.statusCode = 7;
    req.own = 'mine';
    const socket = { remoteAddress: '1.2.3.4' };
    const real = req.socket;
    req.socket = socket;
    assert.strictEqual(req.connection, socket);
    req.connection = real;
    assert.strictEqual(req.socket, real);
    assert.deepStrictEqual(
      [req.url, req.method, req.headers, req.httpVersion, req.complete,
       req.upgrade, req.statusCode, req.own],
      ['/new', 'PUT', { only: 'this' }, '9', 'perhaps', 1, 7, 'mine']);
    res.end('ok');
  }));
  const port = await listen(server);
  assert.strictEqual((await fetch(port)).body, 'ok');
  await close(server);
});
