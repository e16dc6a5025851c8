'use strict';
// A program that sends Keep-Alive itself is not corrected by another one.
const http = require('http');
const { Client, assert, close, get, listen, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    if (req.url === '/set') res.setHeader('Keep-Alive', 'timeout=9');
    if (req.url === '/head') res.writeHead(200, { 'keep-alive': 'timeout=9' });
    if (req.url === '/pairs') res.writeHead(200, ['KEEP-ALIVE', 'timeout=9']);
    res.end('x');
  });
  const port = await listen(server);
  const client = new Client(port);
  for (const path of ['/set', '/head', '/pairs', '/set', '/none', '/set']) {
    client.write(get(path));
    const { head } = await client.response();
    assert.deepStrictEqual(
      head.match(/^keep-alive: .*(?=\r\n)/gmi).map((line) => line.slice(12)),
      [path === '/none' ? 'timeout=5' : 'timeout=9'], path);
    assert.match(head, /^Connection: keep-alive\r\n/m);
  }
  client.destroy();
  await close(server);
});
