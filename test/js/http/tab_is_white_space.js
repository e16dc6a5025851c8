'use strict';
// A tab is optional white space of a field wherever a space is (RFC 9110, 5.6.3).
const http = require('http');
const { assert, close, get, listen, send, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    req.resume().on('end', () => res.end(req.url));
  });
  const port = await listen(server);
  const head = 'GET /a HTTP/1.1\r\nHost: a\r\n';
  for (const value of ['close\t', 'close\t, x', 'x,\tclose']) {
    // It ends the connection: what follows is not served.
    const text = await send(port, `${head}Connection: ${value}\r\n\r\n${get('/b')}`);
    assert.match(text, /Connection: close\r\n[^]*\r\n\/a$/);
  }
  const text = await send(port, 'POST /a HTTP/1.1\r\nHost: a\t\r\nContent-Length: 5\t' +
    `\r\n\r\nhello${get('/b', 'Connection:\tclose\t\r\n')}`);
  assert.match(text, /^HTTP\/1\.1 200[^]*\r\n\/aHTTP\/1\.1 200 [^]*\r\n\/b$/);
  await close(server);
});
