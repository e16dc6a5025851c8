'use strict';
// A connection over maxConnections ends; the client sees no reset, although
// what it wrote is not read.
const http = require('http');
const net = require('net');
const { assert, close, event, listen, test } = require('../http/common/wire');

test(async () => {
  for (const server of [net.createServer(), http.createServer()]) {
    server.maxConnections = 0;
    server.on('connection', () => assert.fail('a connection'));
    const port = await listen(server);
    for (let i = 0; i < 5; i++) {
      const dropped = event(server, 'drop');
      const client = net.connect(port, '127.0.0.1');
      client.resume().write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      await new Promise((resolve, reject) => {
        client.on('end', resolve);
        client.on('error', reject);
      });
      await dropped;
      client.on('error', () => {}).destroy();
    }
    await close(server);
  }
});
