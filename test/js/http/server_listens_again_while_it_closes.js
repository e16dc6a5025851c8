'use strict';
const http = require('http');
const { Client, assert, close, event, fetch, get, listen, test } =
  require('./common/wire');

test(async () => {
  let held;
  const server = http.createServer((req, res) => {
    if (req.url === '/held') {
      held = res;
      server.emit('held');
    } else {
      res.end('new');
    }
  });
  const first = await listen(server);
  const old = new Client(first).write(get('/held'));
  await event(server, 'held');
  server.close();
  const second = await listen(server);
  assert.strictEqual((await fetch(second, get('/new'))).body, 'new');
  held.end('old');
  assert.strictEqual((await old.response()).body, 'old');
  await old.end();
  old.destroy();
  assert.strictEqual((await fetch(second, get('/new'))).body, 'new');
  await close(server);
});
