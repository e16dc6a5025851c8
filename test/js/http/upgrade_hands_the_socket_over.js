'use strict';
const http = require('http');
const net = require('net');
const { Client, assert, close, event, get, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    server.seen = req.socket;
    res.end('plain');
  });
  server.on('upgrade', mustCall((req, socket, head) => {
    assert(socket instanceof net.Socket);
    assert.strictEqual(req.socket, socket);
    assert.strictEqual(req.upgrade, true);
    assert.strictEqual(req.headers.upgrade, 'echo');
    assert(Buffer.isBuffer(head));
    assert.strictEqual(head.toString(), 'early');
    assert.strictEqual(socket.remoteAddress, '127.0.0.1');
    assert.strictEqual(socket.listenerCount('error'), 0);
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\n' +
                 'Connection: Upgrade\r\n\r\n');
    socket.write(head);
    socket.pipe(socket);
    socket.on('close', () => server.emit('gone', socket));
  }));
  const port = await listen(server);
  const client = new Client(port).write(get('/before'));
  assert.strictEqual((await client.response()).body, 'plain');
  const gone = event(server, 'gone');
  client.write(get('/up', 'Connection: Upgrade\r\nUpgrade: echo\r\n') + 'early');
  assert((await client.until('\r\n\r\n')).startsWith('HTTP/1.1 101'));
  assert.strictEqual(await client.take(5), 'early');
  const big = 'b'.repeat(1000000);
  client.write('later').write(big);
  assert.strictEqual(await client.take(5 + big.length), `later${big}`);
  // The one connection's socket stays the same object.
  client.socket.end();
  const [socket] = await gone;
  assert.strictEqual(socket, server.seen);
  await close(server);
});
