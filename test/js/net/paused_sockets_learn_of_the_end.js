'use strict';
/** A socket that is paused, or was the source of a pipe, hears its peer go. */
const net = require('net');
const { Writable } = require('stream');
const { assert, close, event, listen, test } =
  require('../http/common/wire');

/** What both ends of a new connection are. */
async function connect(server, port) {
  const accepted = event(server, 'connection');
  const client = net.connect(port, '127.0.0.1');
  await event(client, 'connect');
  const [socket] = await accepted;
  return { client, socket };
}

test('the end', async () => {
  const server = net.createServer();
  const port = await listen(server);
  const { client, socket } = await connect(server, port);
  socket.pause();
  const ended = event(socket, 'end');
  const closed = event(socket, 'close');
  client.end();
  await ended;
  await closed;
  assert.strictEqual(socket.isPaused(), true);
  await close(server);
});

test('a reset', async () => {
  const server = net.createServer((socket) => socket.on('data', () => {}));
  const port = await listen(server);
  const { client, socket } = await connect(server, port);
  socket.pause();
  const failed = event(socket, 'error');
  client.resetAndDestroy();
  assert.strictEqual((await failed)[0].code, 'ECONNRESET');
  await close(server);
});

test('bytes wait in the stream, up to its mark', async () => {
  const server = net.createServer();
  const port = await listen(server);
  const { client, socket } = await connect(server, port);
  socket.pause();
  client.write('abc');
  while (socket.readableLength < 3) await event(process, 'tick');
  assert.strictEqual(socket.bytesRead, 3);
  const data = event(socket, 'data');
  socket.resume();
  assert.strictEqual(String((await data)[0]), 'abc');
  client.destroy();
  await close(server);
});
setInterval(() => process.emit('tick'), 5).unref();

test('the destination of a pipe is gone', async () => {
  const server = net.createServer();
  const port = await listen(server);
  const { client, socket } = await connect(server, port);
  const sink = new Writable({
    write(chunk, encoding, done) {
      done();
      this.destroy();
    },
  });
  socket.pipe(sink);
  client.write('abc');
  await event(sink, 'close');
  const closed = event(socket, 'close');
  client.destroy();
  await closed;
  await close(server);
});

test('both ends of a proxy close', async () => {
  const back = net.createServer((socket) => socket.pipe(socket));
  const backPort = await listen(back);
  const onward = [];
  const front = net.createServer((socket) => {
    const other = net.connect(backPort, '127.0.0.1', () => {
      other.pipe(socket);
      socket.pipe(other);
    });
    onward.push(event(socket, 'close'), event(other, 'close'));
  });
  const port = await listen(front);
  const client = net.connect(port, '127.0.0.1');
  client.write('there and back');
  await event(client, 'data');
  client.end();
  await event(client, 'close');
  assert.strictEqual(onward.length, 2);
  await Promise.all(onward);
  await close(front);
  await close(back);
});
