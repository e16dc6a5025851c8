'use strict';
const http = require('http');
const onHeaders = require('on-headers');
const { assert, close, fetch, get, listen, test } = require('../http/common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    onHeaders(res, function() { this.setHeader('X-Late', String(this.statusCode)); });
    if (req.url === '/head') res.writeHead(201, { 'X-Given': '1' });
    else res.statusCode = 202;
    res.end('ok');
  });
  const port = await listen(server);
  const one = await fetch(port, get('/head'));
  assert.strictEqual(one.headers['x-late'], '201');
  assert.strictEqual(one.headers['x-given'], '1');
  assert.strictEqual((await fetch(port)).headers['x-late'], '202');
  await close(server);
});
