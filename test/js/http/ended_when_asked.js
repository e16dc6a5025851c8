'use strict';
// A listener may end or destroy the socket in the middle of what came with the
// request that it is asked about; the server goes on.
const assert = require('assert');
const http = require('http');
const net = require('net');
const { test } = require('../common/test');

const kUpgrade = 'Connection: Upgrade\r\nUpgrade: x\r\n';

function ask(server, request) {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const client = net.connect(server.address().port, '127.0.0.1');
      client.on('data', () => {});
      client.on('error', () => {});
      client.on('close', () => server.close(resolve));
      client.write(request);
    });
  });
}

test(async () => {
  for (const end of [
    (socket) => socket.destroy(),
    (socket) => socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n'),
  ]) {
    for (const fields of ['', kUpgrade]) {
      const server = http.createServer({ maxBodySize: 10 },
                                       (req, res) => res.end('ok'));
      server.on('upgrade', (req, socket) => socket.destroy());
      let errors = 0;
      server.on('clientError', (error, socket) => {
        ++errors;
        end(socket);
      });
      await ask(server, `POST / HTTP/1.1\r\nHost: a\r\n${fields}` +
                        'Content-Length: 20\r\n\r\nhello');
      if (fields === '') assert.strictEqual(errors, 1);
    }
    for (const wanted of [false, true]) {
      const server = http.createServer({
        shouldUpgradeCallback(req) {
          end(req.socket);
          return wanted;
        },
      }, (req, res) => res.end('ok'));
      server.on('upgrade', () => {});
      await ask(server,
                `GET / HTTP/1.1\r\nHost: a\r\n${kUpgrade}\r\nhello`);
    }
  }
});
