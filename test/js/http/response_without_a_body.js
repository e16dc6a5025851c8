'use strict';
const http = require('http');
const { Client, assert, close, get, listen, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    res.statusCode = Number(req.url.slice(1));
    res.write('never sent', () => { res.wrote = true; });
    res.end('nor this');
  });
  const port = await listen(server);
  const client = new Client(port);
  for (const [method, status] of [['GET', 204], ['GET', 304], ['HEAD', 200]]) {
    client.write(get(`/${status}`, '', method));
    const response = await client.response({ head: true });
    assert.strictEqual(response.status, status);
  }
  client.write(get('/200'));
  assert.strictEqual((await client.response()).body, 'never sentnor this');
  client.destroy();
  await close(server);

  const strict = http.createServer(
    { rejectNonStandardBodyWrites: true }, (req, res) => {
      assert.throws(() => res.write('body'), {
        code: 'ERR_HTTP_BODY_NOT_ALLOWED',
        name: 'Error',
        message: 'Adding content for this request method or response status ' +
          'is not allowed.',
      });
      res.end();
    });
  const other = new Client(await listen(strict)).write(get('/', '', 'HEAD'));
  assert.strictEqual((await other.response({ head: true })).status, 200);
  other.destroy();
  await close(strict);
});
