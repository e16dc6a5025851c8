'use strict';
const net = require('net');
const { assert, event, listen, test } = require('../http/common/wire');

test(async () => {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    let text = '';
    socket.on('data', (part) => { text += part; });
    socket.on('end', () => {
      assert.strictEqual(socket.writable, true);
      assert.strictEqual(socket.readyState, 'writeOnly');
      setTimeout(() => socket.end(`answer to ${text}`), 20);
    });
  });
  assert.strictEqual(server.allowHalfOpen, true);
  const port = await listen(server);
  const client = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let text = '';
  client.on('data', (part) => { text += part; });
  client.end('question');
  await event(client, 'end');
  assert.strictEqual(text, 'answer to question');
  await new Promise((resolve) => server.close(resolve));
});
