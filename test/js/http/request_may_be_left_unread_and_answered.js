'use strict';
// Who breaks off reading a request can still answer it: the request lets go of
// its socket instead of ending it.
const http = require('http');
const { Transform, pipeline } = require('stream');
const { Client, assert, close, get, listen, mustCall, post, test } =
  require('./common/wire');

test(async () => {
  const handlers = {
    async '/iterate'(req, res) {
      for await (const chunk of req) { void chunk; break; }
      assert.strictEqual(req.destroyed, true);
      assert.strictEqual(req.socket, null);
      res.statusCode = 413;
      res.end('too big');
    },
    '/pipeline'(req, res) {
      const failing = new Transform({
        transform(chunk, encoding, callback) { callback(new Error('limit')); },
      });
      pipeline(req, failing, mustCall((error) => {
        assert.strictEqual(error.message, 'limit');
        res.statusCode = 413;
        res.end('too big');
      }));
    },
    '/next'(req, res) { res.end('next'); },
  };
  const server = http.createServer((req, res) => handlers[req.url](req, res));
  const port = await listen(server);
  for (const url of ['/iterate', '/pipeline']) {
    for (const size of [5, 400000]) {
      const client = new Client(port);
      client.write(post('x'.repeat(size), '', url) + get('/next'));
      const response = await client.response();
      assert.strictEqual(response.status, 413);
      assert.strictEqual(response.body, 'too big');
      // What was left of the body is not in the way of the next request.
      assert.strictEqual((await client.response()).body, 'next');
      client.destroy();
    }
  }
  await close(server);
});
