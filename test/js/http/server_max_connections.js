'use strict';
const http = require('http');
const { Client, assert, close, event, get, listen, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => res.end('ok'));
  server.maxConnections = 1;
  const port = await listen(server);
  const first = new Client(port).write(get());
  await first.response();
  const dropped = event(server, 'drop');
  const second = new Client(port).write(get());
  assert.strictEqual(await second.end(), '');
  const [data] = await dropped;
  assert.strictEqual(data.remoteAddress, '127.0.0.1');
  assert.strictEqual(data.localPort, port);
  assert.strictEqual(data.remotePort, second.socket.localPort ?? data.remotePort);
  first.write(get());
  assert.strictEqual((await first.response()).body, 'ok');
  first.destroy();
  await close(server);
});
