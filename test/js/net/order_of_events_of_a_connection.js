'use strict';
const net = require('net');
const { event, listen, test } = require('../http/common/wire');

function watch(name, socket) {
  for (const type of ['connect', 'ready', 'end', 'finish', 'prefinish', 'close',
    'error', 'timeout']) {
    socket.on(type, (value) => {
      console.log(name, type, type === 'close' ? value : '');
    });
  }
  socket.on('data', (data) => console.log(name, 'data', String(data)));
}

test(async () => {
  const server = net.createServer((socket) => {
    console.log('connection');
    watch('server', socket);
    socket.write('hello', () => console.log('server wrote'));
    socket.on('end', () => { server.emit('done', socket); });
  });
  server.on('listening', () => console.log('listening'));
  server.on('close', () => console.log('server closed'));
  const port = await listen(server);
  const client = net.connect(port, '127.0.0.1', () => console.log('callback'));
  const done = event(server, 'done');
  const gone = event(client, 'close');
  console.log(client.connecting, client.pending, client.readyState);
  watch('client', client);
  await event(client, 'data');
  client.end('bye', () => console.log('client end callback'));
  await done;
  await gone;
  await new Promise((resolve) => server.close(resolve));
});
