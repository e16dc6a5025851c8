'use strict';
const net = require('net');
const { assert, close, event, listen, test } = require('../http/common/wire');

function lookup(...addresses) {
  return (host, options, callback) => {
    assert.strictEqual(options.all, true);
    callback(null, addresses.map(
      (address) => ({ address, family: net.isIP(address) })));
  };
}

test(async () => {
  const server = net.createServer((socket) => socket.end('here'));
  const port = await listen(server);
  // Nobody listens on the first two.
  const client = net.connect({
    host: 'some.name', port,
    lookup: lookup('127.0.0.2', '127.0.0.3', '127.0.0.1'),
  });
  const [data] = await event(client, 'data');
  assert.strictEqual(String(data), 'here');
  assert.strictEqual(client.remoteAddress, '127.0.0.1');
  assert.deepStrictEqual(
    client.autoSelectFamilyAttemptedAddresses,
    [`127.0.0.2:${port}`, `127.0.0.3:${port}`, `127.0.0.1:${port}`]);
  await event(client, 'close');

  const failing = net.connect({
    host: 'some.name', port, lookup: lookup('127.0.0.2', '127.0.0.3'),
  });
  const [error] = await event(failing, 'error');
  assert(error instanceof AggregateError);
  assert.strictEqual(error.code, 'ECONNREFUSED');
  assert.deepStrictEqual(error.errors.map((each) => each.message), [
    `connect ECONNREFUSED 127.0.0.2:${port}`,
    `connect ECONNREFUSED 127.0.0.3:${port}`]);
  await close(server);
});
