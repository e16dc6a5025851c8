// Missing: crypto.createHash
'use strict';
const http = require('http');
const { WebSocketServer } = require('ws');
const { Client, assert, close, get, listen, test } = require('../http/common/wire');

/** A masked text frame, as clients send them. */
function frame(text) {
  const body = Buffer.from(text);
  const mask = [1, 2, 3, 4];
  return Buffer.from([0x81, 0x80 | body.length, ...mask,
    ...body.map((byte, i) => byte ^ mask[i & 3])]).toString('latin1');
}

test(async () => {
  const server = http.createServer((req, res) => res.end('plain'));
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => socket.send(`echo ${data}`));
  });
  const port = await listen(server);
  const client = new Client(port).write(get());
  assert.strictEqual((await client.response()).body, 'plain');
  client.write(get('/', 'Connection: Upgrade\r\nUpgrade: websocket\r\n' +
    'Sec-WebSocket-Version: 13\r\n' +
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'));
  const head = await client.until('\r\n\r\n');
  assert(head.startsWith('HTTP/1.1 101 Switching Protocols\r\n'));
  assert(head.includes('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n'));
  for (const text of ['one', 'two']) {
    client.write(frame(text));
    assert.strictEqual(await client.take(2 + 5 + text.length),
                       `\x81${String.fromCharCode(5 + text.length)}echo ${text}`);
  }
  client.destroy();
  for (const socket of sockets.clients) socket.terminate();
  await close(server);
});
