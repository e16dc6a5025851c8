'use strict';
// A client that ends its direction: its requests are aborted, or, if the server
// says so, still answered. An answer that is under way it gets in full.
const http = require('http');
const { Client, assert, close, get, listen, sleep, test } =
  require('./common/wire');

test(async () => {
  const size = 20_000_000;
  const server = http.createServer((req, res) => res.end(Buffer.alloc(size, 'x')));
  const port = await listen(server);
  for (const delay of [0, 50]) {
    const client = new Client(port);
    client.socket.allowHalfOpen = true;
    client.socket.pause();
    client.write(get('/', 'Connection: close\r\n'));
    await sleep(delay);
    client.socket.end();
    await sleep(50);
    client.socket.resume();
    assert.strictEqual((await client.response()).body.length, size);
    client.destroy();
  }
  await close(server);
});

test(async () => {
  for (const allowed of [false, true]) {
    let aborted = 0;
    const server = http.createServer((req, res) => {
      req.on('aborted', () => { ++aborted; });
      setTimeout(() => res.end(req.url), 50);
    });
    server.httpAllowHalfOpen = allowed;
    const port = await listen(server);
    const client = new Client(port);
    client.socket.allowHalfOpen = true;
    client.write(get('/one') + get('/two'));
    client.socket.end();
    if (allowed) {
      assert.strictEqual((await client.response()).body, '/one');
      assert.strictEqual((await client.response()).body, '/two');
    }
    assert.strictEqual(await client.end(), '');
    assert.strictEqual(aborted, allowed ? 0 : 2);
    client.destroy();
    await close(server);
  }
});
