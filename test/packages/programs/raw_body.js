'use strict';
const http = require('http');
const getRawBody = require('raw-body');
const { Client, assert, close, fetch, listen, post, test } = require('../http/common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    getRawBody(req, { length: req.headers['content-length'], limit: '100kb',
                      encoding: 'utf-8' }, (error, text) => {
      res.statusCode = error ? error.statusCode : 200;
      res.end(error ? error.type : text);
    });
  });
  const port = await listen(server);
  assert.strictEqual((await fetch(port, post('text'))).body, 'text');
  const large = await fetch(port, post('x'.repeat(200000)));
  assert.strictEqual(large.status, 413);
  assert.strictEqual(large.body, 'entity.too.large');
  const client = new Client(port).write(
    'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n' +
    '2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n');
  assert.strictEqual((await client.response()).body, 'abcde');
  client.destroy();
  await close(server);
});
