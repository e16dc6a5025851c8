'use strict';
// A client that ends its direction in the middle of a request is told, and so is
// the program, whether it knows the socket or not.
const http = require('http');
const { Client, assert, close, get, listen, test } = require('./common/wire');

for (const known of [false, true]) {
  for (const listens of [false, true]) {
    test(`${known} ${listens}`, async () => {
      const errors = [];
      const server = http.createServer((req, res) => res.end('ok'));
      if (known) server.on('connection', (socket) => socket.on('error', () => {}));
      if (listens) {
        server.on('clientError', (error, socket) => {
          errors.push(error.code);
          socket.end('HTTP/1.1 499 Mine\r\n\r\n');
        });
      }
      const port = await listen(server);
      const client = new Client(port);
      client.socket.allowHalfOpen = true;
      client.write(get());
      await client.response();
      client.write('GET / HTT');
      client.socket.end();
      const text = await client.end();
      assert.match(text, listens ? /^HTTP\/1\.1 499 / : /^HTTP\/1\.1 400 /);
      assert.deepStrictEqual(errors, listens ? ['HPE_INVALID_EOF_STATE'] : []);
      client.destroy();
      await close(server);
    });
  }
}
