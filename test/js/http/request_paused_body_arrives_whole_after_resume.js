'use strict';
const http = require('http');
const { Client, assert, close, listen, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    let sum = 0;
    let count = 0;
    req.on('data', (part) => {
      for (const byte of part) sum += byte;
      count += part.length;
      req.pause();
      setTimeout(() => req.resume(), 1);
    });
    req.on('end', () => res.end(`${count} ${sum}`));
  });
  const port = await listen(server);
  const body = Buffer.alloc(1024 * 1024);
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum += body[i] = i * 7 & 255;
  const client = new Client(port);
  client.write('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n');
  for (let i = 0; i < body.length; i += 65536) {
    client.write('10000\r\n');
    client.socket.write(body.subarray(i, i + 65536));
    client.write('\r\n');
  }
  client.write('0\r\n\r\n');
  assert.strictEqual((await client.response()).body, `${body.length} ${sum}`);
  client.destroy();
  await close(server);
});
