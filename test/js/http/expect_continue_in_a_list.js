'use strict';
const http = require('http');
const { Client, assert, close, get, listen, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => res.end('served'));
  server.on('checkExpectation', (req, res) => res.end('other'));
  const port = await listen(server);
  const client = new Client(port);
  for (const value of ['100-continue, x', 'x,\t100-continue', '100-Continue;q=1',
    'x\r\nExpect: 100-continue', '100-continue\r\nExpect: x']) {
    client.write(get('/', `Expect: ${value}\r\n`));
    assert.strictEqual(await client.until('\r\n\r\n'),
                       'HTTP/1.1 100 Continue\r\n\r\n', value);
    assert.strictEqual((await client.response()).body, 'served');
  }
  for (const value of ['x', 'x100-continue', '100-continuation', '']) {
    client.write(get('/', `Expect: ${value}\r\n`));
    assert.strictEqual((await client.response()).body, 'other', value);
  }
  client.destroy();
  await close(server);
});
