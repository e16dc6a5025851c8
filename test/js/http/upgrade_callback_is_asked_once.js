'use strict';
// shouldUpgradeCallback is asked once about a request, however long that waits,
// and what it is given is the request that the listeners get.
const http = require('http');
const { Client, assert, close, event, get, listen, sleep, test } =
  require('./common/wire');

const upgrade = 'Connection: Upgrade\r\nUpgrade: x\r\n';

/** A server whose first request is answered when the test does it. */
async function serve(answers) {
  const asked = [];
  const server = http.createServer({
    shouldUpgradeCallback(req) {
      asked.push(req);
      return answers;
    },
  }, (req, res) => {
    if (req.url === '/first') server.emit('first', res);
    else res.end(String(asked.includes(req)));
  });
  return { asked, server, port: await listen(server) };
}

test('behind an answer that is late', async () => {
  const { asked, server, port } = await serve(true);
  const client = new Client(port);
  client.write(get('/first') + get('/u', upgrade));
  const [res] = await event(server, 'first');
  while (asked.length === 0) await sleep(5);
  const upgraded = event(server, 'upgrade');
  res.end('done');
  const [req, socket] = await upgraded;
  assert.strictEqual(req, asked[0]);
  assert.strictEqual(asked.length, 1);
  assert.strictEqual(req.socket, socket);
  socket.end();
  assert.strictEqual((await client.response()).body, 'done');
  client.destroy();
  await close(server);
});

test('with a body', async () => {
  const { asked, server, port } = await serve(true);
  const client = new Client(port);
  const upgraded = event(server, 'upgrade');
  client.write(get('/u', `${upgrade}Content-Length: 2\r\n`));
  const [req, socket] = await upgraded;
  assert.deepStrictEqual(asked, [req]);
  let body = '';
  req.on('data', (data) => { body += data; });
  client.write('hi');
  await event(req, 'end');
  assert.strictEqual(body, 'hi');
  socket.end();
  client.destroy();
  await close(server);
});

test('declined', async () => {
  const { asked, server, port } = await serve(false);
  const client = new Client(port);
  client.write(get('/u', upgrade) + get('/plain'));
  assert.strictEqual((await client.response()).body, 'true');
  assert.strictEqual((await client.response()).body, 'false');
  assert.strictEqual(asked.length, 1);
  client.destroy();
  await close(server);
});

test('taken where nobody listens: the connection ends', async () => {
  const { asked, server, port } = await serve(true);
  const client = new Client(port);
  client.write(get('/u', upgrade));
  assert.strictEqual(await client.end(), '');
  assert.strictEqual(asked.length, 1);
  client.destroy();
  await close(server);
});

test('the connection ends before it is its turn', async () => {
  const { asked, server, port } = await serve(true);
  server.on('upgrade', assert.fail);
  const client = new Client(port);
  client.write(get('/first') + get('/u', upgrade));
  const [res] = await event(server, 'first');
  while (asked.length === 0) await sleep(5);
  client.destroy();
  if (!res.closed) await event(res, 'close');
  assert.strictEqual(asked.length, 1);
  await close(server);
});
