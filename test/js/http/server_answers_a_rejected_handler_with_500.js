'use strict';
const events = require('events');
const http = require('http');
const { assert, close, fetch, get, listen, test } = require('./common/wire');

test(async () => {
  events.captureRejections = true;
  const server = http.createServer(async (req, res) => {
    res.setHeader('X-Secret', '1');
    if (req.url === '/begun') {
      res.writeHead(200);
      res.write('part');
    }
    throw new Error('handler');
  });
  const port = await listen(server);
  const { status, headers, body } = await fetch(port);
  assert.strictEqual(status, 500);
  assert.strictEqual(headers['x-secret'], undefined);
  assert.strictEqual(body, 'Internal Server Error');
  await assert.rejects(fetch(port, get('/begun')));
  await close(server);
});
