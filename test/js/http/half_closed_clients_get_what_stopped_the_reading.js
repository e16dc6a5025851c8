'use strict';
// Answers that wait for an earlier one, and are so large that nothing more is
// read, reach a client that ended its direction behind what is not read.
const http = require('http');
const { Client, assert, close, event, get, listen, sleep, test } =
  require('./common/wire');

const size = 100_000;

for (const pieces of [1, 2]) {
  test(`in pieces: ${pieces}`, async () => {
    const server = http.createServer((req, res) => {
      req.on('aborted', assert.fail);
      if (req.url === '/first') server.emit('first', res);
      else res.end(req.url === '/large' ? 'x'.repeat(size) : req.url);
    });
    const port = await listen(server);
    const client = new Client(port);
    client.socket.allowHalfOpen = true;
    const first = event(server, 'first');
    client.write(get('/first') + get('/large'));
    const [res] = await first;
    if (pieces === 2) await sleep(20);
    client.socket.end(get('/last'));
    await sleep(50);
    res.end('first');
    assert.strictEqual((await client.response()).body, 'first');
    assert.strictEqual((await client.response()).body.length, size);
    assert.strictEqual((await client.response()).body, '/last');
    assert.strictEqual(await client.end(), '');
    client.destroy();
    await close(server);
  });
}

test('as long as a request may take', async () => {
  const server = http.createServer({ requestTimeout: 200, headersTimeout: 200 },
                                   (req, res) => {
    if (req.url === '/first') server.emit('first', res);
    else res.end('x'.repeat(size));
  });
  const port = await listen(server);
  const client = new Client(port);
  client.socket.allowHalfOpen = true;
  const first = event(server, 'first');
  client.write(get('/first') + get('/large'));
  const [res] = await first;
  client.socket.end(get('/last'));
  if (!res.closed) await event(res, 'close');
  assert.strictEqual(res.writableEnded, false);
  assert.strictEqual(await client.end(), '');
  client.destroy();
  await close(server);
});
