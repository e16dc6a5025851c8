'use strict';
const http = require('http');
const { Readable, finished, pipeline } = require('stream');
const { Client, assert, close, event, get, listen, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    if (req.url === '/finished') {
      finished(res, (error) => server.emit('seen', error));
      res.write('begun');
      return;
    }
    const source = new Readable({
      read() { setTimeout(() => this.push(Buffer.alloc(10000)), 1); },
    });
    pipeline(source, res, (error) => {
      assert.strictEqual(source.destroyed, true);
      server.emit('seen', error);
    });
  });
  const port = await listen(server);
  for (const url of ['/pipeline', '/finished']) {
    const client = new Client(port).write(get(url));
    await client.until('\r\n\r\n');
    client.destroy();
    const [error] = await event(server, 'seen');
    assert.strictEqual(error.code, 'ERR_STREAM_PREMATURE_CLOSE');
  }
  await close(server);
});
