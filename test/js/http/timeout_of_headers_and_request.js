'use strict';
const http = require('http');
const { Client, assert, close, event, listen, send, test } =
  require('./common/wire');

const k408 = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';

test(async () => {
  const server = http.createServer({
    headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50,
  }, (req, res) => { req.resume(); req.on('end', () => res.end('ok')); });
  const port = await listen(server);
  const start = Date.now();
  assert.strictEqual(await send(port, 'GET / HTTP/1.1\r\nHos'), k408);
  assert(Date.now() - start >= 190);
  assert.strictEqual(
    await send(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n12'),
    k408);
  server.on('clientError', (error, socket) => {
    socket.destroy();
    server.emit('seen', error);
  });
  const seen = event(server, 'seen');
  const client = new Client(port).write('GET / HTTP/1.1\r\nHos');
  const [error] = await seen;
  assert.strictEqual(error.code, 'ERR_HTTP_REQUEST_TIMEOUT');
  assert.strictEqual(error.message, 'Request timeout');
  assert.strictEqual(await client.end(), '');
  await close(server);
});
