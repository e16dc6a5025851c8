'use strict';
// What was written in time is with the system, or on its way to it.
const net = require('net');
const { assert, close, listen, send, test } = require('../http/common/wire');

test(async () => {
  const server = net.createServer((socket) => {
    socket.write('short');
    if (server.how === 'soon') socket.destroySoon();
    else if (server.how === 'finish') socket.end(() => socket.destroy());
    else socket.destroy();
  });
  const port = await listen(server);
  for (const how of ['now', 'soon', 'finish']) {
    server.how = how;
    assert.strictEqual(await send(port, ''), 'short', how);
  }
  await close(server);
});
