'use strict';
const net = require('net');
const { assert, close, event, listen, mustCall, test } =
  require('../http/common/wire');

test(async () => {
  const server = net.createServer((socket) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (part) => { text += part; });
    socket.on('end', () => server.emit('text', text));
  });
  const port = await listen(server);
  const got = event(server, 'text');
  const client = new net.Socket();
  client.connect(port, '127.0.0.1', mustCall());
  assert.strictEqual(client.connecting, true);
  client.write('be', mustCall());
  client.cork();
  client.write('fo');
  client.write('re');
  client.uncork();
  client.setNoDelay().setKeepAlive(true).setTimeout(10000);
  client.end(' end', mustCall());
  assert.strictEqual((await got)[0], 'before end');
  await close(server);
});
