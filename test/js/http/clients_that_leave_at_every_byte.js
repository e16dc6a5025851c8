'use strict';
// Clients that stop at any byte of what they send, wait a little, and close, end
// their direction or reset: nothing of them stays, each response closes, and
// others are served.
const http = require('http');
const net = require('net');
const { assert, close, fetch, get, listen, mustCall, post, sleep, test } =
  require('./common/wire');

const text = get('/slow') + post('body', '', '/now') + get('/large') +
  'POST /read HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n' +
  '3;x=y\r\nabc\r\n0\r\nT: u\r\n\r\n' +
  get('/u', 'Connection: Upgrade\r\nUpgrade: x\r\n') + get('/slow') + 'GARBAGE';

const ways = {
  close: (socket) => socket.destroy(),
  half: (socket) => socket.end(),
  reset: (socket) => socket.resetAndDestroy(),
};

function answer(req, res) {
  if (req.url === '/slow') {
    setTimeout(() => res.end('slow'), 15);
  } else if (req.url === '/large') {
    res.end('x'.repeat(100_000));
  } else if (req.url === '/read') {
    req.resume().on('end', () => res.end('read'));
  } else {
    res.end('now');
  }
}

for (const way of Object.keys(ways)) {
  for (const halfOpen of [false, true]) {
    test(`${way}, httpAllowHalfOpen ${halfOpen}`, async () => {
      let open = 0;
      const server = http.createServer((req, res) => {
        ++open;
        res.on('close', () => { --open; });
        req.on('error', () => {});
        answer(req, res);
      });
      server.httpAllowHalfOpen = halfOpen;
      server.on('upgrade', (req, socket) => {
        socket.on('error', () => {});
        socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
      });
      const port = await listen(server);
      const clients = [];
      for (let cut = 0; cut <= text.length; ++cut) {
        clients.push(leave(port, text.slice(0, cut), ways[way]));
        if (cut % 40 === 39) await Promise.all(clients);
      }
      await Promise.all(clients);
      assert.strictEqual((await fetch(port)).body, 'now');
      server.closeIdleConnections();
      while (await count(server) > 0 || open > 0) await sleep(5);
      await close(server);
    });
  }
}

/** Sends `bytes`, stalls, leaves, and waits for the end of all. */
async function leave(port, bytes, go) {
  const socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => {});
  socket.resume();
  const closed = new Promise((resolve) => { socket.on('close', resolve); });
  await new Promise((resolve) => { socket.on('connect', mustCall(resolve)); });
  if (bytes !== '') socket.write(bytes);
  await sleep(bytes.length % 25);
  go(socket);
  await closed;
}

function count(server) {
  return new Promise((resolve) => {
    server.getConnections((error, number) => resolve(number));
  });
}
