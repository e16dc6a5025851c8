'use strict';
const http = require('http');
const { Client, assert, event, get, listen, sleep, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    if (req.url === '/quick') res.end('quick'); else server.emit('slow');
  });
  const port = await listen(server);
  const fresh = new Client(port);
  const idle = new Client(port).write(get('/quick'));
  await idle.response();
  const busy = new Client(port).write(get('/slow'));
  await event(server, 'slow');
  const count = await new Promise((resolve, reject) => {
    server.getConnections((error, n) => (error ? reject(error) : resolve(n)));
  });
  assert.strictEqual(count, 3);
  server.closeIdleConnections();
  await idle.end();
  await sleep(20);
  assert.strictEqual(busy.ended, false);
  server.closeAllConnections();
  await busy.end();
  await fresh.end();
  const closed = event(server, 'close');
  server.close();
  await closed;
});
