'use strict';
const http = require('http');
const net = require('net');
const { assert, close, event, fetch, listen, test } =
  require('../http/common/wire');

test(async () => {
  const socket = new net.Socket({ typeOfService: 8 });
  assert.strictEqual(socket.getTypeOfService(), 8);
  assert.strictEqual(new net.Socket().getTypeOfService(), 0);
  assert.strictEqual(socket.setTypeOfService(16), socket);
  assert.strictEqual(socket.getTypeOfService(), 16);
  for (const [value, code] of [['x', 'ERR_INVALID_ARG_TYPE'],
    [NaN, 'ERR_INVALID_ARG_TYPE'], [null, 'ERR_INVALID_ARG_TYPE'],
    [256, 'ERR_OUT_OF_RANGE'], [-1, 'ERR_OUT_OF_RANGE'],
    [1.5, 'ERR_OUT_OF_RANGE']]) {
    assert.throws(() => socket.setTypeOfService(value), { code });
    if (value === null) continue;
    assert.throws(() => new net.Socket({ typeOfService: value }), { code });
  }

  // What was set before there was a connection, and while there is one.
  let answer;
  for (const host of ['127.0.0.1', undefined]) {
    const server = net.createServer((peer) => {
      assert.strictEqual(peer.getTypeOfService(), 0);
      peer.setTypeOfService(32);
      answer = peer.getTypeOfService();
      peer.end();
    });
    await new Promise((resolve) => server.listen(0, host, resolve));
    const client = new net.Socket();
    client.setTypeOfService(16);
    client.connect(server.address().port, '127.0.0.1');
    await event(client, 'connect');
    assert.strictEqual(client.getTypeOfService(), 16);
    client.setTypeOfService(8);
    assert.strictEqual(client.getTypeOfService(), 8);
    client.resume();
    await event(client, 'close');
    assert.strictEqual(answer, 32);
    server.close();
  }

  // The socket under a request.
  const server = http.createServer((req, res) => {
    req.socket.setTypeOfService(8);
    res.end(`${req.socket.getTypeOfService()}`);
  });
  const port = await listen(server);
  assert.match(`${(await fetch(port)).body}`, /^8$/);
  await close(server);
});
