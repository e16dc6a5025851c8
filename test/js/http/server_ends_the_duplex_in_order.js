'use strict';
// A stream that the program brought is ended when its connection is, not
// destroyed: what was written reaches the peer, and so does the end.
const http = require('http');
const net = require('net');
const { Duplex, duplexPair } = require('stream');
const { Client, assert, close, event, get, listen, sleep, test } =
  require('./common/wire');

const last = get('/', 'Connection: close\r\n');

/** A stream that takes its time, and loses what it has not sent if destroyed. */
class Slow extends Duplex {
  sent = '';
  ended = false;
  _read() {}
  _write(chunk, encoding, callback) {
    setTimeout(() => {
      if (this.destroyed) return;
      this.sent += chunk.latin1Slice();
      callback();
    }, 10);
  }
  _final(callback) {
    setTimeout(() => {
      if (this.destroyed) return;
      this.ended = true;
      callback();
    }, 10);
  }
}

const ways = {
  'the last response'(server, stream) {
    stream.push(last);
  },
  'the end of the client'(server, stream) {
    stream.push(get());
    server.once('answered', () => setTimeout(() => stream.push(null), 50));
  },
  'the end of an idle connection'(server, stream) {
    server.keepAliveTimeout = 20;
    server.keepAliveTimeoutBuffer = 0;
    stream.push(get());
  },
  'the end of the server'(server, stream) {
    stream.push(get());
    server.once('answered', () => setTimeout(() => server.close(), 50));
  },
};

for (const size of [2, 200_000]) {
  for (const way of Object.keys(ways)) {
    test(`${way}, ${size} bytes`, async () => {
      const server = http.createServer((req, res) => {
        res.end('x'.repeat(size));
        res.on('close', () => server.emit('answered'));
      });
      const stream = new Slow();
      stream.on('error', assert.fail);
      server.emit('connection', stream);
      const finished = event(stream, 'finish');
      ways[way](server, stream);
      await finished;
      assert(stream.ended);
      assert.strictEqual(stream.sent.split('\r\n\r\n')[1].length, size);
      // The peer's end is the end of all.
      if (!stream.destroyed) {
        stream.push(null);
        await event(stream, 'close');
      }
      assert.strictEqual(stream.listenerCount('data'), 0);
    });
  }
}

test('a pair of streams', async () => {
  const server = http.createServer((req, res) => res.end('x'.repeat(100_000)));
  const [client, side] = duplexPair();
  server.emit('connection', side);
  client.write(last);
  let text = '';
  for await (const part of client) {
    text += part;
    await sleep(1);
  }
  assert.strictEqual(text.split('\r\n\r\n')[1].length, 100_000);
});

test('a socket is closed, whether its client ends or not', async () => {
  const web = http.createServer((req, res) => res.end('x'.repeat(3_000_000)));
  const server = net.createServer((socket) => web.emit('connection', socket));
  const port = await listen(server);
  const client = new Client(port);
  client.socket.allowHalfOpen = true;
  client.socket.pause();
  client.write(last);
  await sleep(50);
  client.socket.resume();
  assert.strictEqual((await client.end()).split('\r\n\r\n')[1].length, 3_000_000);
  while (await new Promise((resolve) => {
    server.getConnections((error, count) => resolve(count));
  }) > 0) {
    await sleep(5);
  }
  client.destroy();
  await close(server);
});

test('one that fails is destroyed', async () => {
  const server = http.createServer((req, res) => res.write('begun'));
  const stream = new Slow();
  server.emit('connection', stream);
  const closed = event(stream, 'close');
  stream.push(get());
  const [, res] = await event(server, 'request');
  setTimeout(() => stream.destroy(new Error('broken')), 30);
  await closed;
  if (!res.closed) await event(res, 'close');
  assert(!stream.ended);
});
