'use strict';
// What cannot be read is answered although the client has ended its direction:
// behind the earlier requests where those are answered, else instead of them.
const http = require('http');
const { Client, assert, close, event, get, listen, test } =
  require('./common/wire');

for (const allowed of [false, true]) {
  test(`httpAllowHalfOpen: ${allowed}`, async () => {
    const server = http.createServer((req, res) => server.emit('first', res));
    server.httpAllowHalfOpen = allowed;
    const port = await listen(server);
    const client = new Client(port);
    client.socket.allowHalfOpen = true;
    const first = event(server, 'first');
    client.write(get('/'));
    const [res] = await first;
    client.socket.end('GARBAGE\r\n\r\n');
    if (allowed) {
      setTimeout(() => res.end('answer'), 50);
      assert.strictEqual((await client.response()).body, 'answer');
    }
    assert.strictEqual(await client.end(),
                       'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    if (!allowed && !res.closed) await event(res, 'close');
    client.destroy();
    await close(server);
  });
}
