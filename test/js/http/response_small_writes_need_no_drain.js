'use strict';
const http = require('http');
const { assert, close, fetch, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall((req, res) => {
    assert.strictEqual(res.write('x'.repeat(1000)), true);
    assert.strictEqual(res.write('y'), true);
    assert.strictEqual(res.writableNeedDrain, false);
    res.on('drain', () => assert.fail('nobody had to wait'));
    res.end();
  }));
  const port = await listen(server);
  assert.strictEqual((await fetch(port)).body.length, 1001);
  await close(server);
});
