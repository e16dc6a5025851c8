'use strict';
const http = require('http');
const net = require('net');
const { Client, assert, close, event, get, listen, test } =
  require('./common/wire');

test(async () => {
  const sockets = [];
  const server = http.createServer((req, res) => {
    assert.strictEqual(req.socket, sockets[Number(req.url.slice(1))]);
    res.end();
  });
  server.on('connection', (socket) => {
    assert(socket instanceof net.Socket);
    assert.strictEqual(socket.remoteAddress, '127.0.0.1');
    sockets.push(socket);
  });
  const port = await listen(server);
  for (let i = 0; i < 3; i++) {
    const client = new Client(port).write(get(`/${i}`));
    await client.response();
    const closed = event(sockets[i], 'close');
    client.destroy();
    await closed;
  }
  assert.strictEqual(sockets.length, 3);
  await close(server);
});
