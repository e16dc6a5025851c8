'use strict';
// The socket of a connection emits 'end' and 'finish' before 'close' when its
// client ends, as a net.Socket does.
const http = require('http');
const { Client, assert, close, event, get, listen, test } =
  require('./common/wire');

async function eventsOf(handler, act) {
  const events = [];
  const server = http.createServer(handler);
  const connection = event(server, 'connection');
  const port = await listen(server);
  const client = new Client(port);
  const [socket] = await connection;
  for (const name of ['end', 'finish', 'close', 'error']) {
    socket.on(name, () => events.push(name));
  }
  const closed = event(socket, 'close');
  client.write(get());
  await act(client, server);
  await closed;
  client.destroy();
  await close(server);
  return events.join(' ');
}

test('between requests', async () => {
  assert.strictEqual(await eventsOf((req, res) => res.end('x'), async (client) => {
    await client.response();
    client.socket.end();
  }), 'end finish close');
});

test('while a request is open', async () => {
  assert.strictEqual(await eventsOf(undefined, async (client, server) => {
    const [req] = await event(server, 'request');
    const aborted = event(req, 'aborted');
    client.socket.end();
    await aborted;
  }), 'end finish close');
});

test('behind the end of the program', async () => {
  assert.strictEqual(await eventsOf((req) => {
    req.socket.end('HTTP/1.1 200 OK\r\n\r\n');
  }, async (client) => {
    await client.end();
    client.socket.end();
  }), 'finish end close');
});

test('ended by the server', async () => {
  assert.strictEqual(await eventsOf((req, res) => {
    res.setHeader('Connection', 'close');
    res.end();
  }, (client) => client.response()), 'finish close');
});

test('destroyed, reset', async () => {
  assert.strictEqual(await eventsOf((req) => req.socket.destroy(), () => {}),
                     'close');
  assert.strictEqual(await eventsOf((req, res) => res.end(), async (client) => {
    await client.response();
    client.socket.resetAndDestroy();
  }), 'error close');
});
