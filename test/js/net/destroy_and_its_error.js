'use strict';
const net = require('net');
const { close, event, listen, test } = require('../http/common/wire');

test(async () => {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.resume();
  });
  const port = await listen(server);
  for (const error of [undefined, new Error('own')]) {
    const client = net.connect(port, '127.0.0.1');
    await event(client, 'connect');
    client.on('error', (e) => console.log('error', e.message));
    client.on('close', (had) => console.log('close', had));
    client.write('x');
    console.log(client.destroy(error) === client, client.destroyed,
                client.writable, client.readable, client.readyState,
                client.pending, client.connecting);
    process.nextTick(() => console.log('nextTick'));
    client.write('late', (e) => console.log('late', e?.code));
    await event(client, 'close');
    console.log(client.closed, client.errored?.message);
  }
  const early = net.connect(port, '127.0.0.1');
  early.on('connect', () => console.log('never'));
  early.on('close', (had) => console.log('early close', had));
  early.destroy();
  await event(early, 'close');
  await close(server);
});
