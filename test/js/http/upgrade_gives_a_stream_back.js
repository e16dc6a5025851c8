'use strict';
// An upgrade or CONNECT over a stream that the program brought: the stream is the
// program's again.
const http = require('http');
const net = require('net');
const { Duplex, duplexPair } = require('stream');
const { setImmediate: immediate } = require('timers/promises');
const { Client, assert, close, event, get, listen, mustCall, test } =
  require('./common/wire');

const upgrade = get('/ws', 'Connection: Upgrade\r\nUpgrade: x\r\n');

function serve(expected) {
  const server = http.createServer((req, res) => {
    setTimeout(() => res.end(req.url), 20);
  });
  server.on('upgrade', mustCall((req, socket, head) => {
    assert.strictEqual(socket, expected.stream);
    assert.strictEqual(req.socket, socket);
    assert.strictEqual(req.url, '/ws');
    assert.strictEqual(head.toString(), expected.head);
    socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    socket.on('data', (part) => {
      socket.write(`got ${part}`);
      if (String(part).includes('end')) socket.end('bye');
    });
  }));
  return server;
}

test(async () => {
  // A socket of another server; the answer before comes first.
  const expected = { head: 'first' };
  const web = serve(expected);
  const server = net.createServer((socket) => {
    expected.stream = socket;
    web.emit('connection', socket);
  });
  const client = new Client(await listen(server));
  client.write(`${get('/before')}${upgrade}first`);
  assert.strictEqual((await client.response()).body, '/before');
  await client.until('Protocols\r\n\r\n');
  client.write('more');
  await client.until('got more');
  client.write('end');
  assert.strictEqual(await client.end(), 'got endbye');
  client.destroy();
  await close(server);
});

test(async () => {
  // One end of a pair, which is read only when more has come.
  const [client, side] = duplexPair();
  const server = http.createServer();
  server.on('connect', mustCall((req, socket, head) => {
    assert.strictEqual(socket, side);
    assert.strictEqual(head.toString(), 'tunnel');
    client.write('more', mustCall(() => {
      socket.on('data', (part) => socket.end(`got ${part}`));
    }));
  }));
  server.emit('connection', side);
  client.write('CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\ntunnel');
  const [answer] = await event(client, 'data');
  assert.strictEqual(answer.toString(), 'got more');
});

test(async () => {
  // One that nobody takes ends, or is an ordinary request.
  const server = http.createServer((req, res) => res.end('plain'));
  const written = [];
  const stream = new Duplex({
    read() {},
    write(part, encoding, done) { written.push(String(part)); done(); },
  });
  server.emit('connection', stream);
  stream.push(upgrade);
  while (!written.join('').includes('plain')) await immediate();
  const closed = event(stream, 'close');
  stream.push('CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n');
  await closed;
});
