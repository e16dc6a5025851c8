'use strict';
// A connection that waits too long for its next request is theirs who listen to
// 'timeout'.
const http = require('http');
const net = require('net');
const { Client, assert, close, event, get, listen, mustCall, test } =
  require('./common/wire');

const options = { keepAliveTimeout: 50, keepAliveTimeoutBuffer: 0 };

test(async () => {
  // Of the server: it stays open until they close it, and can serve again.
  const server = http.createServer(options, (req, res) => res.end(req.url));
  const port = await listen(server);
  const client = new Client(port).write(get('/1'));
  assert.strictEqual((await client.response()).body, '/1');
  const [socket] = await event(server.on('timeout', () => {}), 'timeout');
  assert(socket instanceof net.Socket);
  assert.strictEqual(client.ended, false);
  client.write(get('/2'));
  assert.strictEqual((await client.response()).body, '/2');
  const [again] = await event(server, 'timeout');
  assert.strictEqual(again, socket);
  again.destroy();
  assert.strictEqual(await client.end(), '');
  await close(server);

  // Of the socket alone: it is told, and the connection ends.
  const other = http.createServer(options, (req, res) => {
    req.socket.once('timeout', mustCall());
    res.end('ok');
  });
  const second = new Client(await listen(other)).write(get());
  assert.strictEqual((await second.response()).body, 'ok');
  assert.strictEqual(await second.end(), '');
  await close(other);
});
