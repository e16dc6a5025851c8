'use strict';

// A client ends in the middle of a body that was answered already, and the
// program leaves the socket open: it has the time of any idle connection.
const assert = require('assert');
const http = require('http');
const net = require('net');
const { mustCall } = require('../common/test.js');

let told;
let closed = false;
const server = http.createServer({
  keepAliveTimeout: 20, keepAliveTimeoutBuffer: 0,
}, (request, response) => {
  request.on('error', () => {});
  response.end('ok');
});
server.on('connection', (socket) => {
  socket.on('close', () => { closed = true; });
});
server.on('clientError', (error) => { told = error.code; });
server.listen(0, () => {
  const client = net.connect({
    port: server.address().port, allowHalfOpen: true,
  });
  client.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345');
  client.once('data', () => client.end());
  // Nothing but the server's own time ends it.
  client.on('end', mustCall(() => server.close(mustCall(() => {
    assert.strictEqual(told, 'HPE_INVALID_EOF_STATE');
    assert.strictEqual(closed, true);
  }))));
  client.on('error', () => {});
});
