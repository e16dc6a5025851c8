'use strict';
// A client that goes is noticed at once, whatever it left behind a request that
// nobody answers, and whether it closes, ends its direction or resets.
const http = require('http');
const net = require('net');
const { assert, close, event, get, listen, sleep, test } =
  require('./common/wire');

const upgrade = get('/u', 'Connection: Upgrade\r\nUpgrade: x\r\n');
const post = 'POST /2 HTTP/1.1\r\nHost: a\r\n';
const left = {
  'nothing': '',
  'one byte': 'G',
  'a part of a head': 'GET /2 HTTP/1.1\r\nHos',
  'a part of a body': `${post}Content-Length: 9\r\n\r\nhalf`,
  'a part of a chunk': `${post}Transfer-Encoding: chunked\r\n\r\n5\r\nhe`,
  'an upgrade': upgrade,
  'an upgrade and bytes': `${upgrade}bytes`,
  'a CONNECT': 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n',
  'a thousand requests': get('/n').repeat(1100),
};
const ways = {
  close: (socket) => socket.destroy(),
  half: (socket) => socket.end(),
  reset: (socket) => socket.resetAndDestroy(),
};

async function count(server) {
  return new Promise((resolve) => {
    server.getConnections((error, number) => resolve(number));
  });
}

/** Sends `bytes`, leaves, and waits until the server has noticed. */
async function leave(server, port, bytes, way, responses) {
  const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => {});
  socket.resume();
  socket.write(bytes);
  const [res] = await event(server, 'first');
  await sleep(20);
  assert.strictEqual(responses.closed, 0);
  const closed = event(res, 'close');
  ways[way](socket);
  await closed;
  while (await count(server) > 0) await sleep(5);
  assert.strictEqual(responses.closed, responses.made);
  socket.destroy();
}

for (const what of Object.keys(left)) {
  test(what, async () => {
    for (const way of Object.keys(ways)) {
      const responses = { made: 0, closed: 0 };
      const server = http.createServer((req, res) => {
        ++responses.made;
        res.on('close', () => { ++responses.closed; });
        if (responses.made === 1) server.emit('first', res);
      });
      server.on('upgrade', assert.fail);
      server.on('connect', assert.fail);
      const port = await listen(server);
      await leave(server, port, get('/1') + left[what], way, responses);
      await close(server);
    }
  });
}

// Of a body that the program does not read the system holds the rest. What can
// no more become whole is over at once.
test('a body that is not read', async () => {
  for (const way of Object.keys(ways)) {
    const responses = { made: 0, closed: 0 };
    const server = http.createServer({ highWaterMark: 1000 }, (req, res) => {
      ++responses.made;
      res.on('close', () => { ++responses.closed; });
      req.pause();
      server.emit('first', res);
    });
    const port = await listen(server);
    await leave(server, port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ' +
      `50000\r\n\r\n${'x'.repeat(20_000)}`, way, responses);
    await close(server);
  }
});

// One that is whole is the program's to read, whoever has gone.
test('a whole body that is not read yet', async () => {
  const server = http.createServer({ highWaterMark: 1000 }, (req) => {
    req.pause();
    server.emit('first', req);
  });
  const port = await listen(server);
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 20000\r\n\r\nx');
  const [req] = await event(server, 'first');
  socket.end('x'.repeat(19_999));
  await sleep(100);
  let length = 0;
  req.on('data', (data) => { length += data.length; });
  const ended = event(req, 'end');
  req.resume();
  await ended;
  assert.strictEqual(length, 20_000);
  while (await count(server) > 0) await sleep(5);
  socket.destroy();
  await close(server);
});
