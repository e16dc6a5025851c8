'use strict';
const net = require('net');
const { assert, close, event, listen, sleep, test } =
  require('../http/common/wire');

const kSize = 40 * 1024 * 1024;

test(async () => {
  const server = net.createServer((socket) => {
    socket.pause();
    server.emit('paused', socket);
  });
  const port = await listen(server);
  const client = net.connect(port, '127.0.0.1');
  let flushed = false;
  const paused = event(server, 'paused');
  assert.strictEqual(client.write(Buffer.alloc(kSize, 'z'),
                                  () => { flushed = true; }), false);
  const [socket] = await paused;
  await sleep(200);
  assert.strictEqual(flushed, false);
  assert(socket.readableLength < 4 * 1024 * 1024);
  assert(client.writableLength > 0);
  const drained = event(client, 'drain');
  let count = 0;
  socket.on('data', (part) => {
    count += part.length;
    if (count === kSize) server.emit('all');
  });
  const all = event(server, 'all');
  socket.resume();
  await all;
  await drained;
  assert.strictEqual(flushed, true);
  client.destroy();
  await close(server);
});
