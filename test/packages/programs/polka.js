'use strict';
const polka = require('polka');
const { assert, close, event, fetch, get, test } = require('../http/common/wire');

test(async () => {
  const app = polka();
  app.use((req, res, next) => { req.seen = 'middleware'; next(); });
  app.get('/users/:id', (req, res) => {
    res.end(`${req.params.id} ${req.query.q} ${req.seen}`);
  });
  app.listen(0, '127.0.0.1');
  await event(app.server, 'listening');
  const { port } = app.server.address();
  assert.strictEqual((await fetch(port, get('/users/5?q=z'))).body,
                     '5 z middleware');
  assert.strictEqual((await fetch(port, get('/none'))).status, 404);
  await close(app.server);
});
