'use strict';
const http = require('http');
const { assert, close, get, listen, mustCall, send, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall(() => {}, 0));
  server.on('connection', mustCall((socket) => socket.destroy()));
  const port = await listen(server);
  assert.strictEqual(await send(port, get()), '');
  await close(server);
});
