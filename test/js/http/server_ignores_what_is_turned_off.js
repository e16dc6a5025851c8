'use strict';
const http = require('http');
const { assert, close, fetch, get, listen, send, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(
    { requireHostHeader: false, keepAliveTimeout: 0 },
    (req, res) => {
      res.sendDate = false;
      res.end('ok');
    });
  const port = await listen(server);
  const bare = await send(port, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n');
  assert.strictEqual(bare, 'HTTP/1.1 200 OK\r\nConnection: close\r\n' +
                     'Content-Length: 2\r\n\r\nok');
  const { headers } = await fetch(port, get());
  assert.strictEqual(headers['keep-alive'], undefined);
  assert.strictEqual(headers.connection, 'keep-alive');
  await close(server);
});
