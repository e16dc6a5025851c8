'use strict';
// What was ended is delivered, however soon the connection is destroyed, and
// whatever was written a moment before.
const http = require('http');
const { assert, close, get, listen, send, test } = require('./common/wire');

test(async () => {
  const handlers = {
    '/end'(req, res) { res.end('b'); res.destroy(); },
    '/socket'(req, res) { res.end('b'); req.socket.destroy(); },
    '/flushed_head'(req, res) {
      res.write('a');
      res.flushHeaders();
      res.destroy();
    },
    '/behind_a_write'(req, res) {
      res.write('a');
      setImmediate(() => { res.end('b'); res.destroy(); });
    },
    '/behind_writes'(req, res) {
      res.write('a');
      setImmediate(() => {
        res.write('b');
        process.nextTick(() => { res.end('c'); req.socket.destroy(); });
      });
    },
  };
  const expected = {
    '/end': 'b',
    '/socket': 'b',
    '/flushed_head': '',
    '/behind_a_write': '1\r\na\r\n1\r\nb\r\n0\r\n\r\n',
    '/behind_writes': '1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0\r\n\r\n',
  };
  const server = http.createServer((req, res) => handlers[req.url](req, res));
  const port = await listen(server);
  for (const url of Object.keys(handlers)) {
    for (let i = 0; i < 10; i++) {
      const text = await send(port, get(url));
      assert.ok(text.startsWith('HTTP/1.1 200 OK\r\n'), url);
      assert.strictEqual(text.slice(text.indexOf('\r\n\r\n') + 4), expected[url],
                         url);
    }
  }
  await close(server);
});
