'use strict';
const http = require('http');
const { assert, close, get, listen, send, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req) => {
    req.socket.write('HTTP/1.1 299 Raw\r\n');
    req.socket.end('Content-Length: 3\r\n\r\nraw');
  });
  const port = await listen(server);
  assert.strictEqual(await send(port, get()),
                     'HTTP/1.1 299 Raw\r\nContent-Length: 3\r\n\r\nraw');
  await close(server);
});
