'use strict';
const http = require('http');
const Router = require('router');
const finalhandler = require('finalhandler');
const { assert, close, fetch, get, listen, post, test } = require('../http/common/wire');

test(async () => {
  const router = Router();
  router.get('/users/:id', (req, res) => res.end(`user ${req.params.id}`));
  router.post('/users', async (req, res) => {
    let text = '';
    for await (const part of req) text += part;
    res.statusCode = 201;
    res.end(text);
  });
  router.get('/broken', async () => { throw new Error('broken'); });
  const server = http.createServer((req, res) => {
    router(req, res, finalhandler(req, res, { env: 'production', onerror() {} }));
  });
  const port = await listen(server);
  assert.strictEqual((await fetch(port, get('/users/7'))).body, 'user 7');
  const made = await fetch(port, post('somebody', '', '/users'));
  assert.strictEqual(made.status, 201);
  assert.strictEqual(made.body, 'somebody');
  assert.strictEqual((await fetch(port, get('/users'))).status, 404);
  assert.strictEqual((await fetch(port, get('/broken'))).status, 500);
  await close(server);
});
