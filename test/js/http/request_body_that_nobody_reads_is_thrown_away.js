'use strict';
const http = require('http');
const { Client, assert, close, get, listen, post, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => res.end(req.url));
  const port = await listen(server);
  const client = new Client(port);
  client.write(post('x'.repeat(300000), '', '/unread') + get('/next'));
  assert.strictEqual((await client.response()).body, '/unread');
  assert.strictEqual((await client.response()).body, '/next');
  client.write('POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n');
  client.write('3\r\nabc\r\n');
  assert.strictEqual((await client.response()).body, '/c');
  client.write('3\r\ndef\r\n0\r\n\r\n');
  client.write(get('/last'));
  assert.strictEqual((await client.response()).body, '/last');
  client.destroy();
  await close(server);
});
