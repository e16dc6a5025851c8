'use strict';
// Chunks behind a head that ends the message would be the next message.
const assert = require('assert');
const http = require('http');
const net = require('net');
const { test } = require('../common/test');

for (const status of [204, 304]) {
  test(`${status}`, async () => {
    const server = http.createServer((request, response) => {
      response.statusCode = status;
      response.setHeader('Transfer-Encoding', 'chunked');
      response.end();
    });
    await new Promise((resolve) => server.listen(0, resolve));
    const client = net.connect(server.address().port);
    client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    let answer = '';
    // It has to end the connection, which the server does by itself.
    for await (const chunk of client) answer += chunk;
    assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `));
    assert.match(answer, /\r\nConnection: close\r\n/);
    assert.ok(answer.endsWith('\r\n\r\n') && !answer.includes('0\r\n\r\n'));
    server.close();
  });
}
