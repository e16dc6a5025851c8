'use strict';
const http = require('http');
const net = require('net');
const { Client, assert, close, event, get, listen, test } =
  require('./common/wire');

test(async () => {
  const seen = [];
  const server = http.createServer((req, res) => {
    seen.push(req.socket);
    const { socket } = req;
    assert(socket instanceof net.Socket);
    assert.strictEqual(req.connection, socket);
    assert.strictEqual(req.client, socket);
    assert.strictEqual(socket.remoteAddress, '127.0.0.1');
    assert.strictEqual(socket.remoteFamily, 'IPv4');
    assert.strictEqual(socket.localPort, server.address().port);
    assert.strictEqual(typeof socket.remotePort, 'number');
    assert.deepStrictEqual(socket.address(), {
      address: '127.0.0.1', family: 'IPv4', port: server.address().port });
    assert.strictEqual(socket.readyState, 'open');
    assert.strictEqual(socket.destroyed, false);
    assert.strictEqual(socket.readable, true);
    assert.strictEqual(socket.writable, true);
    assert.strictEqual(socket.connecting, false);
    assert.strictEqual(socket.pending, false);
    assert.strictEqual(socket.encrypted, undefined);
    assert.strictEqual(socket.allowHalfOpen, true);
    assert.strictEqual(socket._httpMessage, res);
    assert.strictEqual(socket.parser?.socket ?? socket, socket);
    assert(socket.bytesRead > 0, `${socket.bytesRead}`);
    assert.strictEqual(socket.setNoDelay(true), socket);
    assert.strictEqual(socket.setKeepAlive(true, 1000), socket);
    assert.strictEqual(socket.ref(), socket);
    assert.strictEqual(socket.setTimeout(0), socket);
    res.end('ok');
  });
  const port = await listen(server);
  const first = new Client(port);
  const second = new Client(port);
  for (const client of [first, second, first]) {
    client.write(get());
    await client.response();
  }
  assert.strictEqual(seen[0], seen[2]);
  assert.notStrictEqual(seen[0], seen[1]);
  assert.strictEqual(seen[0].remotePort, first.socket.localPort);
  assert(seen[0].bytesWritten > 0);
  const gone = event(seen[0], 'close');
  first.destroy();
  const [hadError] = await gone;
  assert.strictEqual(hadError, false);
  assert.strictEqual(seen[0].destroyed, true);
  assert.strictEqual(seen[1].destroyed, false);
  second.destroy();
  await close(server);
});
