'use strict';
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const finalhandler = require('finalhandler');
const serveStatic = require('serve-static');
const { assert, close, fetch, get, listen, test } = require('../http/common/wire');

test(async () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'static-'));
  fs.writeFileSync(path.join(directory, 'index.html'), '<p>index');
  fs.writeFileSync(path.join(directory, 'big.txt'), '0123456789'.repeat(50000));
  const serve = serveStatic(directory);
  const server = http.createServer((req, res) => {
    serve(req, res, finalhandler(req, res, { env: 'production' }));
  });
  const port = await listen(server);
  const index = await fetch(port);
  assert.strictEqual(index.body, '<p>index');
  assert(index.headers['content-type'].startsWith('text/html'));
  const again = await fetch(
    port, get('/', `If-None-Match: ${index.headers.etag}\r\n`));
  assert.strictEqual(again.status, 304);
  const big = await fetch(port, get('/big.txt'));
  assert.strictEqual(big.body.length, 500000);
  const range = await fetch(port, get('/big.txt', 'Range: bytes=5-14\r\n'));
  assert.strictEqual(range.status, 206);
  assert.strictEqual(range.body, '5678901234');
  assert.strictEqual((await fetch(port, get('/none'))).status, 404);
  const head = await fetch(port, get('/big.txt', '', 'HEAD'));
  assert.strictEqual(head.headers['content-length'], '500000');
  await close(server);
  fs.rmSync(directory, { recursive: true });
});
