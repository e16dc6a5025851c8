'use strict';
const http = require('http');
const connect = require('connect');
const cors = require('cors');
const morgan = require('morgan');
const { assert, close, fetch, get, listen, test } = require('../http/common/wire');

test(async () => {
  const lines = [];
  const app = connect();
  app.use(morgan(':method :url :status :res[content-length]',
                 { stream: { write: (line) => lines.push(line) } }));
  app.use(cors({ origin: 'http://a.example' }));
  app.use('/deep', (req, res, next) => {
    if (req.url === '/fail') throw new Error('failed');
    if (req.url === '/next') next();
    else res.end(`${req.originalUrl} ${req.url}`);
  });
  app.use((req, res) => {
    res.setHeader('Content-Length', 4);
    res.end('last');
  });
  app.use((error, req, res, next) => {
    void next;
    res.statusCode = 500;
    res.end(error.message);
  });
  const server = http.createServer(app);
  const port = await listen(server);
  const plain = await fetch(port);
  assert.strictEqual(plain.body, 'last');
  assert.strictEqual(plain.headers['access-control-allow-origin'],
                     'http://a.example');
  assert.strictEqual((await fetch(port, get('/deep/x?y'))).body, '/deep/x?y /x?y');
  assert.strictEqual((await fetch(port, get('/deep/next'))).body, 'last');
  const failed = await fetch(port, get('/deep/fail'));
  assert.strictEqual(failed.status, 500);
  assert.strictEqual(failed.body, 'failed');
  const preflight = await fetch(port, get('/', '', 'OPTIONS'));
  assert.strictEqual(preflight.status, 204);
  await close(server);
  assert.deepStrictEqual(lines.slice(0, 2), ['GET / 200 4\n', 'GET /deep/x?y 200 -\n']);
});
