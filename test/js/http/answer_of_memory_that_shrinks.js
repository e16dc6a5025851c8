'use strict';

// A resizable buffer that is made smaller behind end() was sent as it was: its
// memory is gone by then.
const assert = require('assert');
const http = require('http');
const net = require('net');
const { duplexPair } = require('stream');
const { mustCall } = require('../common/test');

const kSize = 1 << 20;

const server = http.createServer(mustCall((request, response) => {
  const memory = new ArrayBuffer(kSize, { maxByteLength: kSize });
  response.end(new Uint8Array(memory).fill(97));
  memory.resize(0);
}, 2));

function check(client, done) {
  let received = 0;
  client.on('data', (chunk) => { received += chunk.length; });
  client.on('end', mustCall(() => {
    assert(received > kSize, `${received}`);
    done();
  }));
  client.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
}

const [end, otherEnd] = duplexPair();
server.emit('connection', end);
check(otherEnd, () => {});
server.listen(0, '127.0.0.1', mustCall(() => {
  check(net.connect(server.address().port, '127.0.0.1'), () => server.close());
}));
