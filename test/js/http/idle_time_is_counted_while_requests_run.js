'use strict';
const http = require('http');
const net = require('net');
const { assert, close, event, get, limit, listen, test } =
  require('./common/wire');

function since(start) { return Number(process.hrtime.bigint() - start) / 1e6; }

test(async () => {
  const server = http.createServer((req, res) => {
    if (req.url === '/slow') return;
    res.end('x');
  });
  server.timeout = 150;
  const port = await listen(server);

  // Time runs from the last byte, not from when the timer looked last.
  let start = process.hrtime.bigint();
  let client = net.connect(port, '127.0.0.1');
  client.resume().on('error', () => {});
  setTimeout(() => client.write('GET /slow HTTP/1.1\r\nHo'), 40);
  let late;
  setTimeout(() => {
    client.write('st: a\r\n\r\n');
    late = limit(200);
  }, 80);
  await event(client, 'close');
  let waited = since(start);
  assert(waited >= 215, `${waited}`);
  assert.strictEqual(late.passed, false);

  // Between requests keepAliveTimeout rules.
  client = net.connect(port, '127.0.0.1');
  client.resume().on('error', () => {});
  client.write(get('/'));
  await event(client, 'data');
  let closed = false;
  client.on('close', () => { closed = true; });
  await new Promise((resolve) => setTimeout(resolve, 400));
  assert.strictEqual(closed, false);
  // With the next request it is counted again.
  start = process.hrtime.bigint();
  late = limit(250);
  client.write('GET /slow HTTP/1.1\r\nHost: a\r\n\r\n');
  await event(client, 'close');
  waited = since(start);
  assert(waited >= 140, `${waited}`);
  assert.strictEqual(late.passed, false);

  // Unless there is no keepAliveTimeout.
  server.keepAliveTimeout = 0;
  start = process.hrtime.bigint();
  late = limit(500);
  client = net.connect(port, '127.0.0.1');
  client.resume().on('error', () => {});
  client.write(get('/'));
  await event(client, 'close');
  waited = since(start);
  assert(waited >= 140, `${waited}`);
  assert.strictEqual(late.passed, false);

  // What does not fit into 31 bits is as long as what does.
  const warned = event(process, 'warning');
  server.timeout = 2 ** 32;
  client = net.connect(port, '127.0.0.1');
  client.on('error', () => {});
  client.write(get('/'));
  const [answer] = await event(client, 'data');
  assert.match(String(answer), /^HTTP\/1\.1 200 OK/);
  assert.strictEqual((await warned)[0].name, 'TimeoutOverflowWarning');
  client.destroy();
  await close(server);
});
