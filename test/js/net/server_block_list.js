'use strict';
const http = require('http');
const net = require('net');
const { assert, event, listen, mustCall, sleep, test } =
  require('../http/common/wire');

const mustNotCall = () => mustCall(() => {}, 0);

test(async () => {
  const blockList = new net.BlockList();
  blockList.addAddress('127.0.0.1');
  for (const make of [net.createServer, net.Socket, http.createServer]) {
    for (const bad of [5, {}, 'x', []]) {
      assert.throws(() => new make({ blockList: bad }),
                    { code: 'ERR_INVALID_ARG_TYPE' });
    }
  }
  assert.strictEqual(net.createServer({ blockList }).blockList, blockList);
  assert.strictEqual('blockList' in net.createServer({ blockList: null }), false);

  for (const { createServer } of [net, http]) {
    const server = createServer({ blockList }, mustNotCall());
    server.on('drop', mustNotCall());
    // Of both families: the client's address arrives as a mapped one.
    await new Promise((resolve) => server.listen(0, resolve));
    const client = net.connect(server.address().port, '127.0.0.1').resume();
    client.on('error', () => {});
    await event(client, 'close');
    await sleep(10);
    server.getConnections(mustCall((error, count) => {
      assert.strictEqual(count, 0);
    }));
    await new Promise((resolve) => server.close(resolve));
  }

  // The rules are those of the moment.
  const later = new net.BlockList();
  const server = net.createServer({ blockList: later },
                                  mustCall((socket) => socket.end('hello')));
  const client = net.connect(await listen(server), '127.0.0.1');
  assert.strictEqual(`${(await event(client, 'data'))[0]}`, 'hello');
  later.addSubnet('127.0.0.0', 8);
  const other = net.connect(server.address().port, '127.0.0.1').resume();
  other.on('error', () => {});
  await event(other, 'close');
  server.close();

  // A client keeps away from what is listed.
  const refused = net.connect({ port: 9, host: '127.0.0.1', blockList });
  const [error] = await event(refused, 'error');
  assert.strictEqual(error.code, 'ERR_IP_BLOCKED');
  assert.strictEqual(error.message, 'IP(127.0.0.1) is blocked by net.BlockList');
});
