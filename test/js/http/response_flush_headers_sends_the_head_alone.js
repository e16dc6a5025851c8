'use strict';
const http = require('http');
const { Client, assert, close, event, get, listen, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    res.setHeader('X-Early', 'yes');
    res.flushHeaders();
    res.flushHeaders();
    server.emit('flushed', res);
  });
  const port = await listen(server);
  const flushed = event(server, 'flushed');
  const client = new Client(port).write(get());
  const head = await client.until('\r\n\r\n');
  assert(head.includes('X-Early: yes\r\n'));
  assert(head.includes('Transfer-Encoding: chunked\r\n'));
  const [res] = await flushed;
  res.end('body');
  assert.strictEqual(await client.until('0\r\n\r\n'), '4\r\nbody\r\n0\r\n\r\n');
  client.destroy();
  await close(server);
});
