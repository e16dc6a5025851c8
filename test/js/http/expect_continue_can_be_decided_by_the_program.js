'use strict';
const http = require('http');
const { Client, assert, close, listen, test } = require('./common/wire');

test(async () => {
  const server = http.createServer(() => assert.fail('no request event'));
  server.on('checkContinue', (req, res) => {
    if (req.url === '/no') {
      res.writeHead(413, { 'Content-Length': 0 });
      res.end();
      return;
    }
    res.writeContinue();
    let text = '';
    req.on('data', (part) => { text += part; });
    req.on('end', () => res.end(text));
  });
  const port = await listen(server);
  const head = 'HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n' +
    'Expect: 100-Continue\r\n\r\n';
  const client = new Client(port).write(`PUT /yes ${head}`);
  await client.until('HTTP/1.1 100 Continue\r\n\r\n');
  client.write('body');
  assert.strictEqual((await client.response()).body, 'body');
  // Refused: what follows could be the body or a request, so it ends.
  client.write(`PUT /no ${head}`);
  const refused = await client.response();
  assert.strictEqual(refused.status, 413);
  assert.strictEqual(refused.headers.connection, 'close');
  await client.end();
  client.destroy();
  await close(server);
});
