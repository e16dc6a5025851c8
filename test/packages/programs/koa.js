// Missing: ReadableStream
'use strict';
const Koa = require('koa');
const { Readable } = require('stream');
const { assert, close, event, fetch, get, test } = require('../http/common/wire');

test(async () => {
  const app = new Koa();
  app.on('error', (error) => {
    if (!error.expose) console.error(error);
  });
  app.use(async (context, next) => {
    await next();
    context.set('X-After', '1');
  });
  app.use(async (context) => {
    if (context.path === '/json') context.body = { ok: true };
    else if (context.path === '/stream') context.body = Readable.from(['a', 'b']);
    else if (context.path === '/fail') context.throw(418, 'teapot');
    else if (context.path === '/') context.body = 'text';
  });
  const server = app.listen(0, '127.0.0.1');
  await event(server, 'listening');
  const { port } = server.address();
  const text = await fetch(port);
  assert.strictEqual(text.body, 'text');
  assert.strictEqual(text.headers['x-after'], '1');
  assert.strictEqual((await fetch(port, get('/json'))).body, '{"ok":true}');
  assert.strictEqual((await fetch(port, get('/stream'))).body, 'ab');
  assert.strictEqual((await fetch(port, get('/fail'))).status, 418);
  assert.strictEqual((await fetch(port, get('/none'))).status, 404);
  await close(server);
});
