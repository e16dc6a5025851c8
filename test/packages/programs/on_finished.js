'use strict';
const http = require('http');
const onFinished = require('on-finished');
const { Client, assert, close, event, fetch, get, listen, post, test } =
  require('../http/common/wire');

test(async () => {
  const server = http.createServer((req, res) => {
    assert.strictEqual(onFinished.isFinished(res), false);
    onFinished(res, (error, message) => {
      assert.strictEqual(message, res);
      server.emit('finished', error, onFinished.isFinished(res));
    });
    onFinished(req, (error) => server.emit('read', error));
    req.resume();
    if (req.url !== '/leave') res.end('ok');
  });
  const port = await listen(server);
  for (const bytes of [get(), post('body')]) {
    const finished = event(server, 'finished');
    const read = event(server, 'read');
    assert.strictEqual((await fetch(port, bytes)).body, 'ok');
    assert.deepStrictEqual(await finished, [null, true]);
    assert.strictEqual((await read)[0], null);
  }
  // Kept alive: each response on its own.
  const client = new Client(port);
  for (let i = 0; i < 3; i++) {
    const finished = event(server, 'finished');
    client.write(get());
    await client.response();
    await finished;
  }
  client.destroy();
  // A client that leaves ends it, too.
  const left = event(server, 'finished');
  const arrived = event(server, 'request');
  const other = new Client(port).write(get('/leave'));
  await arrived;
  other.destroy();
  await left;
  await close(server);
});
