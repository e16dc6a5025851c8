'use strict';
const http = require('http');
const { Client, assert, close, event, get, listen, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    res.flushHeaders();
    res.cork();
    res.cork();
    res.write('one');
    res.write('two');
    assert.strictEqual(res.writableCorked, 2);
    setTimeout(() => {
      res.write('three');
      res.uncork();
      assert.strictEqual(res.writableCorked, 1);
      setTimeout(() => {
        res.uncork();
        assert.strictEqual(res.writableCorked, 0);
        server.emit('uncorked', res);
      }, 10);
    }, 10);
  });
  const port = await listen(server);
  const client = new Client(port).write(get());
  const uncorked = event(server, 'uncorked');
  await client.until('\r\n\r\n');
  assert.strictEqual(await client.until('three\r\n'), 'b\r\nonetwothree\r\n');
  const [res] = await uncorked;
  res.end();
  await client.until('0\r\n\r\n');
  client.destroy();
  await close(server);
});
