'use strict';
// What is written and waits counts with the head and the frame of its chunk.
const http = require('http');
const { assert, close, fetch, listen, test } = require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    assert.strictEqual(res.writableLength, 0);
    res.write('abc');
    const head = res._header.length;
    assert.strictEqual(res.writableLength, head + '3\r\nabc\r\n'.length);
    res.write('é'.repeat(7));
    assert.strictEqual(res.writableLength, head + 2 + 2 + 17 + 2);
    assert.strictEqual(res.outputSize, 0);
    setTimeout(() => {
      assert.strictEqual(res.writableLength, 0);
      res.cork();
      assert.strictEqual(res.socket.writableCorked, 1);
      res.write('0123456789');
      assert.strictEqual(res.writableLength, 'a\r\n0123456789\r\n'.length);
      res.uncork();
      assert.strictEqual(res.socket.writableCorked, 0);
      res.end();
      assert.strictEqual(res.writableLength, 0);
    }, 10);
  });
  const port = await listen(server);
  await fetch(port);
  await close(server);
});

test(async () => {
  const server = http.createServer((req, res) => {
    res.setHeader('Content-Length', 5);
    res.cork();
    res.cork();
    assert.strictEqual(res.socket.writableCorked, 2);
    res.write('abc');
    assert.strictEqual(res.writableLength, res._header.length + 3);
    res.end('de');
    assert.strictEqual(res.writableLength, 0);
  });
  const port = await listen(server);
  assert.strictEqual((await fetch(port)).body, 'abcde');
  await close(server);
});
