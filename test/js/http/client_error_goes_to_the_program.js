'use strict';
const http = require('http');
const net = require('net');
const { Client, assert, close, event, get, listen, send, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer((req, res) => res.end('ok'));
  server.on('clientError', (error, socket) => {
    assert(socket instanceof net.Socket);
    assert(error instanceof Error);
    if (error.code === 'ECONNRESET') {
      assert.strictEqual(error.message, 'read ECONNRESET');
      assert.strictEqual(error.syscall, 'read');
      assert(error.errno < 0);
      assert(!('rawPacket' in error));
      assert.strictEqual(socket.writable, false);
      assert.strictEqual(socket.destroyed, true);
      server.emit('reset');
      return;
    }
    assert.strictEqual(socket.writable, true);
    socket.end(`HTTP/1.1 400 Mine\r\nX-Code: ${error.code}\r\n` +
      `X-Message: ${error.message}\r\nX-Reason: ${error.reason}\r\n` +
      `X-Parsed: ${error.bytesParsed}\r\n` +
      `X-Raw: ${JSON.stringify(error.rawPacket.toString('latin1'))}\r\n\r\n`);
  });
  const port = await listen(server);
  for (const bytes of [
    'nonsense\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n',
    'BREW / HTTP/1.1\r\n\r\n',
  ]) {
    console.log((await send(port, bytes)).replace(/\r/g, ''));
  }
  const client = new Client(port).write(get());
  await client.response();
  client.write('GARBAGE');
  console.log((await client.end()).replace(/\r/g, ''));
  client.destroy();
  const reset = event(server, 'reset');
  const rude = new Client(port).write('GET / HT');
  await event(rude.socket, 'connect');
  rude.socket.resetAndDestroy();
  await reset;
  await close(server);
});
