'use strict';
// A listener of 'clientError' that leaves the socket open hears of all that comes
// behind the bad request, with the bytes of that read.
const http = require('http');
const { Client, assert, close, get, listen, sleep, test } =
  require('./common/wire');

test(async () => {
  const heard = [];
  const server = http.createServer((req, res) => res.end(req.url));
  server.on('clientError', (error, socket) => {
    heard.push([error.code, error.bytesParsed, String(error.rawPacket)]);
    if (heard.length === 4) socket.end('HTTP/1.1 400 Mine\r\n\r\n');
  });
  const port = await listen(server);
  const client = new Client(port);
  client.write(`${get('/ok')}GARBAGE\r\n\r\n`);
  assert.strictEqual((await client.response()).body, '/ok');
  for (const [i, text] of [get('/no'), 'more', 'last'].entries()) {
    while (heard.length <= i) await sleep(2);
    client.write(text);
  }
  assert.strictEqual(await client.end(), 'HTTP/1.1 400 Mine\r\n\r\n');
  const parsed = get('/ok').length + 1;
  assert.deepStrictEqual(heard, [
    ['HPE_INVALID_METHOD', parsed, `${get('/ok')}GARBAGE\r\n\r\n`],
    ['HPE_INVALID_METHOD', parsed, get('/no')],
    ['HPE_INVALID_METHOD', parsed, 'more'],
    ['HPE_INVALID_METHOD', parsed, 'last'],
  ]);
  client.destroy();
  await close(server);
});

// Without the listener the answer is the server's again.
test(async () => {
  const server = http.createServer();
  let heard = 0;
  server.once('clientError', () => { ++heard; });
  const port = await listen(server);
  const client = new Client(port);
  client.write('GARBAGE\r\n\r\n');
  while (heard === 0) await sleep(2);
  client.write('more');
  assert.match(await client.end(), /^HTTP\/1\.1 400 Bad Request\r\n/);
  client.destroy();
  await close(server);
});
