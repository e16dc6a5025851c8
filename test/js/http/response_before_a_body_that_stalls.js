'use strict';
// A client that was answered before it sent its body and then sends none of it
// has the time of an idle connection, not that of a request.
const http = require('http');
const { Client, assert, close, limit, listen, sleep, test } =
  require('./common/wire');

const head = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\nx';

test(async () => {
  const server = http.createServer({
    keepAliveTimeout: 800,
    keepAliveTimeoutBuffer: 50,
    requestTimeout: 60_000,
  }, (req, res) => res.end('early'));
  server.on('clientError', assert.fail);
  const port = await listen(server);
  const client = new Client(port);
  client.write(head);
  assert.strictEqual((await client.response()).body, 'early');
  const early = limit(800);
  assert.strictEqual(await client.end(), '');
  assert.ok(early.passed);
  client.destroy();

  // One that goes on sending may.
  const slow = new Client(port);
  slow.write(head);
  await slow.response();
  for (let i = 0; i < 12; i++) {
    await sleep(100);
    slow.write('y');
  }
  assert.strictEqual(slow.ended, false);
  await slow.end();
  slow.destroy();
  await close(server);
});

// Who listens to 'timeout' decides.
test(async () => {
  const server = http.createServer({
    keepAliveTimeout: 50,
    keepAliveTimeoutBuffer: 10,
  }, (req, res) => res.end('early'));
  const timeout = new Promise((resolve) => server.once('timeout', resolve));
  const port = await listen(server);
  const client = new Client(port);
  client.write(head);
  await client.response();
  const socket = await timeout;
  assert.strictEqual(client.ended, false);
  socket.destroy();
  await client.end();
  await close(server);
});
