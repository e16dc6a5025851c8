'use strict';
const http = require('http');
const { Client, assert, close, get, listen, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    const { url, method, httpVersion, httpVersionMajor, httpVersionMinor } =
      { ...req };
    res.end(JSON.stringify(
      [method, url, httpVersion, httpVersionMajor, httpVersionMinor]));
  });
  const port = await listen(server);
  const client = new Client(port);
  client.write(get('/a?b'));
  assert.strictEqual((await client.response()).body, '["GET","/a?b","1.1",1,1]');
  client.write('OPTIONS   * HTTP/1.0\r\nConnection: keep-alive\r\n\r\n');
  assert.strictEqual((await client.response()).body, '["OPTIONS","*","1.0",1,0]');
  client.destroy();
  // Each method is the one that was sent.
  for (const method of http.METHODS) {
    if (method === 'CONNECT' || method === 'HEAD') continue;
    const one = new Client(port);
    one.write(get('/x', '', method));
    const { body } = await one.response();
    assert.strictEqual(body, `["${method}","/x","1.1",1,1]`);
    one.destroy();
  }
  await close(server);
});

test(() => {
  const { ...copy } = http;
  assert.deepStrictEqual(Object.keys(copy), Object.keys(http));
  assert.strictEqual(copy.globalAgent, http.globalAgent);
  copy.globalAgent.maxSockets = 7;
  assert.strictEqual(http.globalAgent.maxSockets, 7);
  assert.throws(() => http.globalAgent.destroy(), {
    code: 'ERR_METHOD_NOT_IMPLEMENTED',
    message: /http\.Agent\.destroy/,
  });
});
