'use strict';
// A listener of 'clientError' that leaves the socket of a slow client open hears
// of the timeout and of nothing that comes behind it.
const http = require('http');
const { Client, assert, close, event, listen, sleep, test } =
  require('./common/wire');

const kParts = [
  ['GET / HTTP/1.1\r\nHost: a\r\n', 'X: y\r\n\r\n'],
  ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n12', '345'],
];

for (const [part, rest] of kParts) {
  test(async () => {
    const server = http.createServer({
      headersTimeout: 100, requestTimeout: 100, connectionsCheckingInterval: 20,
    }, (req) => { req.on('error', () => {}); req.resume(); });
    const heard = [];
    server.on('clientError', (error, socket) => {
      heard.push(error.code);
      server.emit('seen', socket);
    });
    const port = await listen(server);
    const seen = event(server, 'seen');
    const client = new Client(port).write(part);
    const [socket] = await seen;
    client.write(rest);
    await sleep(100);
    assert.deepStrictEqual(heard, ['ERR_HTTP_REQUEST_TIMEOUT']);
    assert.strictEqual(socket.destroyed, false);
    socket.end('HTTP/1.1 408 Mine\r\n\r\n');
    assert.strictEqual(await client.end(), 'HTTP/1.1 408 Mine\r\n\r\n');
    client.destroy();
    await close(server);
  });
}
