'use strict';
const net = require('net');
const { assert, close, listen, test } = require('../http/common/wire');

test(async () => {
  const server = net.createServer((socket) => {
    let i = 0;
    const timer = setInterval(() => {
      socket.write(`part ${++i};`);
      if (i === 3) {
        clearInterval(timer);
        socket.end();
      }
    }, 5);
  });
  const port = await listen(server);
  let text = '';
  for await (const part of net.connect(port, '127.0.0.1')) text += part;
  assert.strictEqual(text, 'part 1;part 2;part 3;');
  await close(server);
});
