'use strict';
const http = require('http');
const finalhandler = require('finalhandler');
const { assert, close, fetch, get, listen, post, test } = require('../http/common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    const done = finalhandler(req, res, { onerror() {}, env: 'production' });
    const error = new Error('oh');
    error.status = 418;
    done(req.url === '/error' ? error : undefined);
  });
  const port = await listen(server);
  const missing = await fetch(port);
  assert.strictEqual(missing.status, 404);
  assert(missing.body.includes('Cannot GET /'));
  assert.strictEqual((await fetch(port, get('/error'))).status, 418);
  assert.strictEqual((await fetch(port, post('x'.repeat(100000)))).status, 404);
  await close(server);
});
