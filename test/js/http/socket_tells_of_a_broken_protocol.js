'use strict';
// The socket of a connection that broke the protocol ends with the error that
// 'clientError' would have been given.
const http = require('http');
const { duplexPair } = require('stream');
const { assert, close, event, listen, mustCall, send, test } =
  require('./common/wire');

const kAnswer = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n';

function check(error) {
  assert.strictEqual(error.message, 'Parse Error: Invalid method encountered');
  assert.strictEqual(error.code, 'HPE_INVALID_METHOD');
  assert.strictEqual(error.bytesParsed, 1);
  assert.strictEqual(String(error.rawPacket), 'FOO /\r\n');
}

test(async () => {
  const server = http.createServer();
  let closed;
  server.once('connection', mustCall((socket) => {
    socket.on('error', mustCall(check));
    closed = event(socket, 'close');
  }));
  const port = await listen(server);
  assert.strictEqual(await send(port, 'FOO /\r\n'), kAnswer);
  await closed;

  // Nobody listens, nobody is disturbed.
  server.once('connection', mustCall());
  assert.strictEqual(await send(port, 'FOO /\r\n'), kAnswer);

  const [client, side] = duplexPair();
  side.on('error', mustCall(check));
  server.emit('connection', side);
  client.write('FOO /\r\n');
  const [answer] = await event(client, 'data');
  assert.strictEqual(String(answer), kAnswer);
  await close(server);
});
