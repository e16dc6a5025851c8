'use strict';
/** server.close() waits for it, and it hears the client go though unread. */
const http = require('http');
const { Client, assert, event, get, listen, test } = require('./common/wire');

test(async () => {
  const server = http.createServer();
  const port = await listen(server);
  const upgraded = event(server, 'upgrade');
  const counted = new Promise((resolve) => {
    server.once('upgrade', () => {
      server.getConnections((error, count) => resolve(count));
    });
  });
  const client =
    new Client(port).write(get('/', 'Connection: Upgrade\r\nUpgrade: x\r\n'));
  const [, socket] = await upgraded;
  assert.strictEqual(await counted, 1);
  let closed = false;
  const serverClosed = new Promise((resolve) => {
    server.close(() => {
      closed = true;
      resolve();
    });
  });
  socket.write('still here');
  await client.until('still here');
  server.getConnections((error, count) => assert.strictEqual(count, 1));
  assert.strictEqual(closed, false);
  const ended = event(socket, 'end');
  client.socket.end();
  await ended;
  assert.strictEqual(closed, false);
  socket.end();
  await serverClosed;
});
