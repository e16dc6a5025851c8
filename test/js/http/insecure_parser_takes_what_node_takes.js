'use strict';
const http = require('http');
const { Client, assert, close, event, fetch, listen, send, test } =
  require('./common/wire');

const options = { insecureHTTPParser: true, requireHostHeader: false };

test('a request line without a version', async () => {
  const server = http.createServer(options, (req, res) => {
    res.end(JSON.stringify([req.url, req.httpVersion, req.httpVersionMajor,
      req.httpVersionMinor, req.rawHeaders]));
  });
  const port = await listen(server);
  const of = async (text) =>
    JSON.parse((await send(port, text)).split('\r\n\r\n')[1]);
  assert.deepStrictEqual(await of('GET /\r\n\r\n'), ['/', '0.9', 0, 9, []]);
  assert.deepStrictEqual(await of('GET /a\nX: HTTP/1.1\r\n\r\n'),
                         ['/a', '0.9', 0, 9, ['X', 'HTTP/1.1']]);
  assert.deepStrictEqual(await of('GET / HTTP/2.0\r\n\r\n'),
                         ['/', '2.0', 2, 0, []]);
  await close(server);
});

test('folded values', async () => {
  const server = http.createServer(options, (req, res) => {
    res.end(JSON.stringify(req.rawHeaders));
  });
  const port = await listen(server);
  const { body } = await fetch(port, 'GET / HTTP/1.1\r\nA:\r\n close\r\n' +
    'B: b \r\n\tc \r\nC: \f\r\nD: d\r\n \r\nE: \xa0\r\nConnection:\r\n close\r\n\r\n');
  assert.deepStrictEqual(JSON.parse(Buffer.from(body, 'latin1')), [
    'A', 'close', 'B', 'b \tc', 'C', '\f', 'D', 'd', 'E', '\xa0',
    'Connection', 'close']);
  await close(server);
});

test('a body of an unknown coding, which the end of the connection ends', async () => {
  const server = http.createServer(options);
  server.on('clientError', assert.fail);
  const port = await listen(server);
  const client = new Client(port);
  client.socket.allowHalfOpen = true;
  client.write('POST / HTTP/1.1\r\nTransfer-Encoding: pigeons\r\n\r\nbody');
  const [req] = await event(server, 'request');
  let body = '';
  req.on('data', (data) => { body += data; });
  const ended = event(req, 'end');
  client.socket.end();
  await ended;
  assert.strictEqual(body, 'body');
  assert.strictEqual(req.complete, true);
  await client.end();
  client.destroy();
  await close(server);
});

test('a coding there must be', async () => {
  const server = http.createServer(options, assert.fail);
  const port = await listen(server);
  assert.match(await send(port, 'POST / HTTP/1.1\r\nTransfer-Encoding:\r\n' +
    'Content-Length: 5\r\n\r\nhello'), /^HTTP\/1\.1 400 /);
  await close(server);
});
