'use strict';
const http = require('http');
const { Client, assert, close, get, listen, test } = require('./common/wire');

test(async () => {
  const sockets = new Set();
  const server = http.createServer((req, res) => {
    sockets.add(req.socket);
    assert.strictEqual(res.socket, req.socket);
    assert.strictEqual(req.socket.server, server);
    res.on('close', () => assert.strictEqual(res.socket, null));
    res.end('ok');
  });
  const port = await listen(server);
  const client = new Client(port);
  for (let i = 0; i < 5; i++) {
    client.write(get());
    const { headers } = await client.response();
    assert.strictEqual(headers.connection, 'keep-alive');
    assert.strictEqual(headers['keep-alive'], 'timeout=5');
  }
  assert.strictEqual(sockets.size, 1);
  client.write(get('/', 'Connection: close\r\n'));
  assert.strictEqual((await client.response()).headers.connection, 'close');
  await client.end();
  assert.strictEqual(sockets.size, 1);
  await close(server);
});
