'use strict';
const net = require('net');
const { assert, close, event, listen, sleep, test } =
  require('../http/common/wire');

test(async () => {
  const server = net.createServer({ pauseOnConnect: true });
  const port = await listen(server);
  const connected = event(server, 'connection');
  const client = net.connect(port, '127.0.0.1');
  client.write('early');
  const [socket] = await connected;
  assert.strictEqual(socket.isPaused(), true);
  await sleep(30);
  assert.strictEqual(socket.bytesRead, 0);
  const data = event(socket, 'data');
  socket.resume();
  assert.strictEqual(String((await data)[0]), 'early');
  client.destroy();
  await close(server);
});
