'use strict';
// A response that ended while nobody listened is finished and closed when another
// callback looks at it, also if no other request has come; who listens then hears
// nothing, as in Node.
const http = require('http');
const { finished } = require('stream');
const { assert, close, event, fetch, listen, post, get, test } =
  require('./common/wire');

for (const bytes of [get('/', 'Connection: close\r\n'),
                     post('body', 'Connection: close\r\n')]) {
  test(bytes.slice(0, 4), async () => {
    const server = http.createServer((req, res) => {
      res.end('ok');
      assert.strictEqual(res.writableFinished, false);
      setTimeout(() => {
        assert.strictEqual(res.writableFinished, true);
        assert.strictEqual(res.destroyed, true);
        assert.strictEqual(res.closed, true);
        assert.strictEqual(res.socket, null);
        assert.strictEqual(req.destroyed, true);
        for (const type of ['finish', 'close', 'error']) res.on(type, assert.fail);
        finished(res, (error) => server.emit('told', error));
      }, 30);
    });
    const port = await listen(server);
    const told = event(server, 'told');
    assert.strictEqual((await fetch(port, bytes)).body, 'ok');
    assert.deepStrictEqual(await told, [undefined]);
    await close(server);
  });
}

test('the socket of a response is gone with it', async () => {
  const server = http.createServer((req, res) => {
    assert.strictEqual(res.socket, req.socket);
    res.end('ok');
    setTimeout(() => {
      assert.strictEqual(res.socket, null);
      assert.notStrictEqual(req.socket, null);
      server.emit('told');
    }, 30);
  });
  const port = await listen(server);
  const told = event(server, 'told');
  await fetch(port);
  await told;
  await close(server);
});
