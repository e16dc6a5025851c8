// Missing: crypto.createHash
'use strict';
const express = require('express');
const { Client, assert, close, event, fetch, get, post, test } =
  require('../http/common/wire');

test(async () => {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json());
  app.use((req, res, next) => {
    res.locals.start = 1;
    next();
  });
  app.get('/users/:id', (req, res) => {
    res.json({ id: req.params.id, q: req.query.q ?? null, ip: req.ip });
  });
  app.post('/echo', (req, res) => res.status(201).send(req.body));
  app.get('/redirect', (req, res) => res.redirect('/users/1'));
  app.get('/cookie', (req, res) => res.cookie('a', 'b c').sendStatus(204));
  app.get('/fail', async () => { throw new Error('failed'); });
  app.use((error, req, res, next) => {
    void next;
    res.status(500).send(`<${error.message}>`);
  });
  const server = app.listen(0, '127.0.0.1');
  await event(server, 'listening');
  const { port } = server.address();
  const user = await fetch(port, get('/users/7?q=1'));
  assert.strictEqual(user.status, 200, user.body);
  assert.deepStrictEqual(JSON.parse(user.body),
                         { id: '7', q: '1', ip: '127.0.0.1' });
  assert.strictEqual(user.headers['content-type'],
                     'application/json; charset=utf-8');
  const echo = await fetch(
    port, post('{"x":1}', 'Content-Type: application/json\r\n', '/echo'));
  assert.strictEqual(echo.status, 201);
  assert.strictEqual(echo.body, '{"x":1}');
  const fresh = await fetch(
    port, get('/users/7?q=1', `If-None-Match: ${user.headers.etag}\r\n`));
  assert.strictEqual(fresh.status, 304);
  assert.strictEqual((await fetch(port, get('/redirect'))).headers.location,
                     '/users/1');
  assert.strictEqual((await fetch(port, get('/cookie'))).headers['set-cookie'],
                     'a=b%20c; Path=/');
  const failed = await fetch(port, get('/fail'));
  assert.strictEqual(failed.status, 500);
  assert.strictEqual(failed.body, '<failed>');
  assert.strictEqual((await fetch(port, get('/none'))).status, 404);
  const client = new Client(port);
  for (let i = 0; i < 20; i++) client.write(get(`/users/${i}`));
  for (let i = 0; i < 20; i++) {
    assert.strictEqual(JSON.parse((await client.response()).body).id, String(i));
  }
  client.destroy();
  await close(server);
});
