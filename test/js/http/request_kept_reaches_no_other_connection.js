'use strict';
// A request that a program kept past its connection never meets another one: its
// socket is a closed one, whatever has come since.
const http = require('http');
const { Client, assert, close, get, listen, test } = require('./common/wire');

// Tenants of one place in a table of handles of 31 bits.
const kTenants = 2048;

test(async () => {
  const kept = [];
  const server = http.createServer((req, res) => {
    kept.push(req);
    const old = kept[kept.length - 1 - kTenants];
    if (old !== undefined) {
      if (kept.length % 2 === 0) old.socket.write('INJECTED');
      else old.socket.destroy();
      assert.strictEqual(old.socket.remoteAddress, undefined);
    }
    res.end('ok');
  });
  const port = await listen(server);
  for (let i = 0; i < 2 * kTenants + 100; i++) {
    const client = new Client(port);
    client.write(get());
    assert.strictEqual((await client.response()).body, 'ok');
    client.socket.end();
    assert.strictEqual(await client.end(), '');
  }
  await close(server);
});
