'use strict';
// A client that ends its direction: its requests are aborted, or, if the server
// says so, still answered.
const http = require('http');
const { Client, assert, close, get, listen, test } = require('./common/wire');

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
