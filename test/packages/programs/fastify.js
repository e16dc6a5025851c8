// Missing: ECMAScript modules
'use strict';
const fastify = require('fastify');
const { assert, fetch, get, post, test } = require('../http/common/wire');

test(async () => {
  const app = fastify();
  app.get('/users/:id', {
    schema: { response: { 200: { type: 'object', properties: {
      id: { type: 'string' } } } } },
  }, async (request) => ({ id: request.params.id, hidden: 1 }));
  app.post('/echo', async (request, reply) => {
    reply.code(201);
    return request.body;
  });
  app.get('/fail', async () => { throw new Error('failed'); });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address();
  assert.strictEqual((await fetch(port, get('/users/3'))).body, '{"id":"3"}');
  const echo = await fetch(
    port, post('{"x":1}', 'Content-Type: application/json\r\n', '/echo'));
  assert.strictEqual(echo.status, 201);
  assert.strictEqual(echo.body, '{"x":1}');
  assert.strictEqual((await fetch(port, get('/fail'))).status, 500);
  assert.strictEqual((await fetch(port, get('/none'))).status, 404);
  const injected = await app.inject({ url: '/users/9' });
  assert.strictEqual(injected.body, '{"id":"9"}');
  await app.close();
});
