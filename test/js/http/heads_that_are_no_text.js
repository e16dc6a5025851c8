'use strict';

// A program that puts anything but text into the properties that hold a
// response's head and trailer harms that response only.
const assert = require('assert');
const http = require('http');
const net = require('net');
const { mustCall } = require('../common/test');

const values = [5, NaN, true, undefined, {}, Symbol('head')];
const cases = ['_header', '_trailer'].flatMap(
  (name) => values.map((value) => [name, value]));

const server = http.createServer(mustCall((request, response) => {
  if (request.url === '/last') {
    response.end('well');
    return;
  }
  const [name, value] = cases[request.url.slice(1)];
  try {
    response[name] = value;
    response.write('some');
    response.end('text');
  } catch {
    response.destroy();
  }
}, cases.length + 1));

function ask(url, done) {
  let text = '';
  const client = net.connect(server.address().port, '127.0.0.1');
  client.setEncoding('latin1').on('data', (piece) => { text += piece; });
  client.on('error', () => {});
  client.on('close', mustCall(() => done(text)));
  client.end(`GET ${url} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
}

server.listen(0, '127.0.0.1', mustCall(() => {
  let next = 0;
  (function one() {
    if (next < cases.length) {
      ask(`/${next++}`, one);
      return;
    }
    ask('/last', (text) => {
      assert.match(text, /^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nwell$/);
      server.close();
    });
  })();
}));
