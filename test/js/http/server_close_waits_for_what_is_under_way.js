'use strict';
const http = require('http');
const { Client, assert, event, get, listen, sleep, test } =
  require('./common/wire');

test(async () => {
  let response;
  let closed = false;
  const server = http.createServer((req, res) => {
    if (req.url === '/slow') {
      response = res;
      server.emit('slow');
    } else {
      res.end('quick');
    }
  });
  const port = await listen(server);
  const idle = new Client(port).write(get('/quick'));
  await idle.response();
  const busy = new Client(port).write(get('/slow'));
  await event(server, 'slow');
  assert.strictEqual(server.listening, true);
  server.close((error) => {
    assert.strictEqual(error, undefined);
    closed = true;
  });
  assert.strictEqual(server.listening, false);
  await idle.end();
  await sleep(30);
  assert.strictEqual(closed, false);
  response.end('done');
  const { body, headers } = await busy.response();
  assert.strictEqual(body, 'done');
  console.log(headers.connection);
  await busy.end();
  busy.destroy();
  idle.destroy();
  await sleep(30);
  assert.strictEqual(closed, true);
  const again = await new Promise((resolve) => server.close(resolve));
  assert.strictEqual(again.code, 'ERR_SERVER_NOT_RUNNING');
  // And it can listen again.
  const next = new Client(await listen(server)).write(get('/quick'));
  assert.strictEqual((await next.response()).body, 'quick');
  next.destroy();
  await new Promise((resolve) => server.close(resolve));
});
