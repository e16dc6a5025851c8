'use strict';
// headersTimeout and requestTimeout count for what arrives behind a request that
// nobody answers: the connection ends, and the open requests with it.
const http = require('http');
const { Client, assert, close, event, get, listen, test } =
  require('./common/wire');

const rests = ['G', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf'];

for (const rest of rests) {
  test(rest, async () => {
    const server = http.createServer(
      { headersTimeout: 150, requestTimeout: 150, connectionsCheckingInterval: 20 },
      (req, res) => server.emit('opened', res));
    const port = await listen(server);
    const client = new Client(port);
    client.write(get('/') + rest);
    const [res] = await event(server, 'opened');
    await event(res, 'close');
    assert.match(await client.end(), /^HTTP\/1\.1 408 Request Timeout\r\n/);
    client.destroy();
    await close(server);
  });
}
