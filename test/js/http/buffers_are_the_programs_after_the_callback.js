'use strict';
// What write() took, and said so, may be used again: the client gets what was
// written, not what came into the buffer later.
const assert = require('assert');
const http = require('http');
const { Client, close, listen, test } = require('./common/wire');

const sizes = [1024, 8 * 1024, 32 * 1024, 64 * 1024, 64 * 1024 + 1, 200 * 1024];

test(async () => {
  const server = http.createServer((req, res) => {
    const size = Number(req.url.slice(1));
    const first = Buffer.alloc(size, 'a');
    const second = Buffer.alloc(size, 'b');
    res.writeHead(200, { 'Content-Length': 2 * size });
    res.on('finish', () => second.fill('x'));
    res.write(first, () => {
      first.fill('x');
      res.end(second);
    });
  });
  const port = await listen(server);
  for (const size of sizes) {
    const client = new Client(port);
    client.write(`GET /${size} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    const { body } = await client.response();
    assert.ok(body === 'a'.repeat(size) + 'b'.repeat(size), `${size} bytes`);
  }
  await close(server);
});
