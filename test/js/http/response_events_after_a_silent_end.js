'use strict';
// Listeners that come after end() are still told.
const http = require('http');
const { assert, close, event, fetch, listen, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    res.end('ok');
    assert.strictEqual(res.writableEnded, true);
    res.on('finish', () => {
      assert.strictEqual(res.writableFinished, true);
      res.on('close', () => server.emit('seen', res));
    });
  });
  const port = await listen(server);
  const seen = event(server, 'seen');
  assert.strictEqual((await fetch(port)).body, 'ok');
  const [res] = await seen;
  assert.strictEqual(res.closed, true);
  assert.strictEqual(res.destroyed, true);
  await close(server);
});
