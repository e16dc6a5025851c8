'use strict';
const http = require('http');
const { Client, assert, close, listen, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    let text = '';
    req.on('data', (part) => { text += part; });
    req.on('end', () => res.end(text));
  });
  const port = await listen(server);
  const client = new Client(port);
  for (let i = 0; i < 2; i++) {
    client.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n' +
                 'Expect: 100-continue\r\n\r\n');
    assert.strictEqual(await client.until('\r\n\r\n'),
                       'HTTP/1.1 100 Continue\r\n\r\n');
    client.write('body');
    const response = await client.response();
    assert.strictEqual(response.status, 200);
    assert.strictEqual(response.body, 'body');
  }
  client.destroy();
  await close(server);
});
