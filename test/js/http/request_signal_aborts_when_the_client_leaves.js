'use strict';
const assert = require('assert');
const http = require('http');
const net = require('net');
const { test } = require('../common/test');

/** What a handler's signal says of a client that does `leave` meanwhile. */
async function signalOf(leave, handler) {
  let told;
  const server = http.createServer((request, response) => {
    const { signal } = request;
    assert.strictEqual(signal, request.signal);
    assert.strictEqual(signal.aborted, false);
    told = new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve('aborted'));
      request.on('close', () => setImmediate(resolve, 'closed'));
    });
    handler(response);
    leave(client);
  });
  await new Promise((resolve) => server.listen(0, resolve));
  const client = net.connect(server.address().port);
  client.on('error', () => {}).resume();
  await new Promise((resolve) => {
    server.once('request', resolve);
    client.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  });
  const said = await told;
  client.destroy();
  server.close();
  return said;
}

test(async () => {
  const nothing = () => {};
  assert.strictEqual(await signalOf((c) => c.destroy(), nothing), 'aborted');
  assert.strictEqual(await signalOf((c) => c.end(), nothing), 'aborted');
  assert.strictEqual(
    await signalOf((c) => c.resetAndDestroy(), (r) => r.write('a')), 'aborted');
  // One who got his answer has not left.
  assert.strictEqual(await signalOf(nothing, (r) => r.end('all')), 'closed');
});
