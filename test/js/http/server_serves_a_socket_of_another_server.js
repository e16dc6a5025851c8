'use strict';
// A net.Server looks at the first byte and gives the connection away.
const http = require('http');
const net = require('net');
const { Client, assert, close, get, listen, post, send, test } =
  require('./common/wire');

test(async () => {
  const web = http.createServer((req, res) => {
    let text = '';
    req.on('data', (part) => { text += part; });
    req.on('end', () => {
      res.end(`${req.url} ${text.length} ${req.socket.remoteAddress}`);
    });
  });
  const server = net.createServer((socket) => {
    socket.once('data', (first) => {
      socket.pause();
      socket.unshift(first);
      if (first[0] === 0x21) socket.end('not HTTP');
      else web.emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  const port = await listen(server);
  assert.strictEqual(await send(port, '!'), 'not HTTP');
  const client = new Client(port).write(get('/a'));
  assert.strictEqual((await client.response()).body, '/a 0 127.0.0.1');
  client.write(post('x'.repeat(500000), '', '/b'));
  assert.strictEqual((await client.response()).body, '/b 500000 127.0.0.1');
  client.destroy();
  await close(server);
});
