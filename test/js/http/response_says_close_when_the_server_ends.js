'use strict';
// A response after which the server ends the connection, having been closed, says
// so (RFC 9112, 9.6); of pipelined ones it is the last.
const http = require('http');
const { Client, assert, get, listen, test } = require('./common/wire');

async function connections(texts, count) {
  const responses = [];
  const server = http.createServer((req, res) => {
    responses.push(res);
    if (responses.length === count) server.emit('all');
  });
  const port = await listen(server);
  const all = new Promise((resolve) => server.once('all', resolve));
  const client = new Client(port);
  client.write(texts);
  await all;
  const closed = new Promise((resolve) => server.close(resolve));
  for (const res of responses) res.end(res.req.url);
  const said = [];
  for (let i = 0; i < count; i++) {
    const { headers, body } = await client.response();
    said.push(`${body} ${headers.connection} ${headers['keep-alive']}`);
  }
  assert.strictEqual(await client.end(), '');
  await closed;
  client.destroy();
  return said;
}

test(async () => {
  assert.deepStrictEqual(await connections(get('/a'), 1), ['/a close undefined']);
  assert.deepStrictEqual(await connections(get('/a') + get('/b') + get('/c'), 3), [
    '/a keep-alive timeout=5', '/b keep-alive timeout=5', '/c close undefined']);
});

// Before it is closed it does not, and other servers are not concerned.
test(async () => {
  const server = http.createServer((req, res) => res.end());
  const other = http.createServer((req, res) => res.end());
  const port = await listen(server);
  await listen(other);
  await new Promise((resolve) => other.close(resolve));
  const client = new Client(port);
  for (let i = 0; i < 2; i++) {
    client.write(get());
    assert.strictEqual((await client.response()).headers.connection, 'keep-alive');
  }
  client.destroy();
  server.close();
});
