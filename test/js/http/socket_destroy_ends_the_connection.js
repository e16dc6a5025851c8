'use strict';
const http = require('http');
const { assert, close, event, get, listen, send, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    const { socket } = req;
    if (req.url === '/soon') {
      res.end('written');
      socket.destroySoon();
    } else if (req.url === '/end') {
      res.end('written');
      socket.end();
    } else {
      res.on('close', () => server.emit('seen', req, res));
      socket.destroy();
      assert.strictEqual(socket.destroyed, true);
      assert.strictEqual(socket.writable, false);
    }
  });
  const port = await listen(server);
  const seen = event(server, 'seen');
  assert.strictEqual(await send(port, get('/now')), '');
  const [req, res] = await seen;
  assert.strictEqual(req.aborted, true);
  assert.strictEqual(res.destroyed, true);
  assert((await send(port, get('/soon'))).endsWith('written'));
  assert((await send(port, get('/end'))).endsWith('written'));
  await close(server);
});
