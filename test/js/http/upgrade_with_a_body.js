'use strict';
// The body of a request that upgrades is the request's, whatever its framing and
// however it comes; what follows it is `head`, or the socket's.
const http = require('http');
const { Client, assert, close, event, listen, test } = require('./common/wire');

const head = 'POST /u HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n';
const whole = [
  `${head}Content-Length: 5\r\n\r\nhello`,
  `${head}Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\nX: 1\r\n\r\n`,
];

for (const text of whole) {
  for (const cut of [0, 4, text.length - head.length]) {
    test(`cut ${cut} of ${text.length}`, async () => {
      const server = http.createServer(assert.fail);
      const port = await listen(server);
      const client = new Client(port);
      const upgrade = event(server, 'upgrade');
      if (cut === 0) {
        client.write(`${text}REST`);
      } else {
        client.write(text.slice(0, -cut));
        // It comes as soon as the head is there.
        if (cut < text.length - head.length) await upgrade;
        client.write(`${text.slice(-cut)}REST`);
      }
      const [req, socket, first] = await upgrade;
      if (cut === 0) {
        assert.strictEqual(req.complete, true);
        assert.strictEqual(String(first), 'REST');
      }
      socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
      await client.until('\r\n\r\n');
      let body = '';
      req.on('data', (data) => { body += data; });
      await event(req, 'end');
      assert.strictEqual(body, 'hello');
      assert.strictEqual(req.complete, true);
      let got = String(first);
      socket.on('data', (data) => {
        got += data;
        if (got === 'RESTmore') socket.end('bye');
      });
      client.write('more');
      assert.strictEqual(await client.end(), 'bye');
      client.destroy();
      await close(server);
    });
  }
}

test('a client that leaves in the body', async () => {
  const server = http.createServer();
  const port = await listen(server);
  const client = new Client(port);
  client.write(whole[0].slice(0, -2));
  const [req, socket] = await event(server, 'upgrade');
  const aborted = event(req, 'aborted');
  const closed = event(socket, 'close');
  client.destroy();
  await aborted;
  await closed;
  await close(server);
});

test('a program that ends it', async () => {
  const server = http.createServer();
  const port = await listen(server);
  const client = new Client(port);
  client.write(whole[1].slice(0, -12));
  const [, socket] = await event(server, 'upgrade');
  socket.destroy();
  assert.strictEqual(await client.end(), '');
  client.destroy();
  await close(server);
});
