'use strict';
const http = require('http');
const { assert, close, fetch, listen, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    assert.throws(() => req.socket.setEncoding('utf8'), {
      code: 'ERR_HTTP_SOCKET_ENCODING',
      message:
        'Changing the socket encoding is not allowed per RFC7230 Section 3.',
    });
    res.end('ok');
  });
  const port = await listen(server);
  assert.strictEqual((await fetch(port)).body, 'ok');
  await close(server);
});
