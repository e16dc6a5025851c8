'use strict';
const http = require('http');
const { Client, assert, close, listen, mustCall, send, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall(() => {}, 0));
  const port = await listen(server);
  const request = 'CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n';
  // Without a listener the connection ends.
  assert.strictEqual(await send(port, request), '');
  server.on('connect', mustCall((req, socket, head) => {
    assert.strictEqual(req.method, 'CONNECT');
    assert.strictEqual(req.url, 'example.com:443');
    assert.strictEqual(head.toString(), 'tunnel');
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    socket.on('data', (part) => socket.end(`got ${part}`));
  }));
  const client = new Client(port).write(`${request}tunnel`);
  await client.until('\r\n\r\n');
  client.write('more');
  assert.strictEqual(await client.end(), 'got more');
  client.destroy();
  await close(server);
});
