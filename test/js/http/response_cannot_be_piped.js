'use strict';
const http = require('http');
const { assert, close, fetch, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall((req, res) => {
    res.once('error', mustCall((error) => {
      assert.strictEqual(error.code, 'ERR_STREAM_CANNOT_PIPE');
    }));
    res.pipe(process.stdout);
    res.end('ok');
  }));
  const port = await listen(server);
  assert.strictEqual((await fetch(port)).body, 'ok');
  await close(server);
});
