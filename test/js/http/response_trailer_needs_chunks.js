'use strict';
const http = require('http');
const { assert, close, fetch, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall((req, res) => {
    assert.throws(
      () => res.writeHead(200, { 'Content-Length': 2, 'Trailer': 'X' }),
      { code: 'ERR_HTTP_TRAILER_INVALID',
        message: 'Trailers are invalid with this transfer encoding' });
    res.end('ok');
  }));
  const port = await listen(server);
  assert.strictEqual((await fetch(port)).body, 'ok');
  await close(server);
});
