'use strict';
const http = require('http');
const { Client, assert, close, get, listen, sleep, test } =
  require('./common/wire');

test(async () => {
  const kept = [];
  const server = http.createServer((req, res) => {
    kept.push(req);
    res.end('ok');
  });
  const port = await listen(server);
  for (let i = 0; i < 4; i++) {
    const client = new Client(port);
    for (let j = 0; j < 5; j++) {
      client.write(get(`/${i}/${j}`, `X-Number: ${i * 5 + j}\r\n`));
      await client.response();
    }
    client.destroy();
  }
  await sleep(20);
  assert.strictEqual(kept.length, 20);
  kept.forEach((req, i) => {
    assert.strictEqual(req.url, `/${Math.floor(i / 5)}/${i % 5}`);
    assert.strictEqual(req.headers['x-number'], String(i));
    assert.strictEqual(req.method, 'GET');
    assert.strictEqual(req.complete, true);
    // Reading it now ends, and does no harm.
    assert.strictEqual(req.read(), null);
  });
  await close(server);
});
