'use strict';
const http = require('http');
const { Client, assert, close, get, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall((req, res) => res.end('ok'), 3));
  assert.strictEqual(server.maxRequestsPerSocket, 0);
  server.maxRequestsPerSocket = 3;
  server.on('dropRequest', mustCall((req, socket) => {
    assert.strictEqual(req.url, '/4');
    assert.strictEqual(socket, req.socket);
  }));
  const port = await listen(server);
  const client = new Client(port);
  for (let i = 1; i <= 3; i++) client.write(get(`/${i}`));
  client.write(get('/4'));
  for (let i = 1; i <= 3; i++) {
    const { headers } = await client.response();
    assert.strictEqual(headers.connection, i < 3 ? 'keep-alive' : 'close');
    assert.strictEqual(headers['keep-alive'],
                       i < 3 ? 'timeout=5, max=3' : undefined);
  }
  console.log(JSON.stringify((await client.end()).replace(/Date: .*?\r\n/, '')));
  client.destroy();
  await close(server);
});
