'use strict';
// Callbacks of writes that wait for the system, and of the end behind them, come in
// the context in which they were asked for.
const { AsyncLocalStorage } = require('async_hooks');
const net = require('net');
const { assert, close, event, listen, test } = require('../http/common/wire');

const storage = new AsyncLocalStorage();

test(async () => {
  const noted = [];
  const note = (what) => noted.push(`${what} ${storage.getStore()}`);
  const server = net.createServer((socket) => {
    socket.on('drain', () => note('drain'));
    storage.run('write', () => {
      socket.write(Buffer.alloc(8_000_000), () => {
        note('written');
        storage.run('end', () => socket.end(() => note('end')));
      });
    });
    socket.on('finish', () => note('finish'));
  });
  const port = await listen(server);
  const client = net.connect(port, '127.0.0.1');
  setTimeout(() => client.resume(), 50);
  await event(client, 'end');
  assert.deepStrictEqual(
    noted, ['drain write', 'written write', 'end end', 'finish end']);
  client.destroy();
  await close(server);
});
