'use strict';
const http = require('http');
const findMyWay = require('find-my-way');
const { assert, close, fetch, get, listen, test } = require('../http/common/wire');

test(async () => {
  const router = findMyWay({
    defaultRoute(req, res) {
      res.statusCode = 404;
      res.end('none');
    },
  });
  router.on('GET', '/a/:b/*', (req, res, params) => {
    res.end(JSON.stringify(params));
  });
  const server = http.createServer((req, res) => router.lookup(req, res));
  const port = await listen(server);
  assert.strictEqual((await fetch(port, get('/a/x/y/z'))).body,
                     '{"b":"x","*":"y/z"}');
  assert.strictEqual((await fetch(port, get('/b'))).status, 404);
  await close(server);
});
