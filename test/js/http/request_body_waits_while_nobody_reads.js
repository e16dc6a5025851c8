'use strict';
// Backpressure on the way in: what a handler does not read stays with the client.
const http = require('http');
const { Client, assert, close, listen, sleep, test } = require('./common/wire');

const kSize = 32 * 1024 * 1024;

test(async () => {
  let request;
  let received = 0;
  const server = http.createServer((req, res) => {
    request = req;
    req.once('readable', () => {});
    req.on('end', () => res.end(String(received)));
  });
  const port = await listen(server);
  const client = new Client(port);
  client.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${kSize}\r\n\r\n`);
  let flushed = false;
  client.socket.write(Buffer.alloc(kSize, 'b'), () => { flushed = true; });
  while (!(request?.readableLength > 0)) await sleep(5);
  // Time in which all could come, if it were let.
  await sleep(300);
  assert.strictEqual(flushed, false);
  assert(request.readableLength < 4 * 1024 * 1024, `${request.readableLength}`);
  request.on('data', (part) => { received += part.length; });
  assert.strictEqual((await client.response()).body, String(kSize));
  client.destroy();
  await close(server);
});
