'use strict';
const http = require('http');
const { assert, close, fetch, get, listen, test } = require('./common/wire');

// A response to HEAD has no body whose length could be wrong.
test(async () => {
  const server = http.createServer((req, res) => {
    res.strictContentLength = true;
    res.writeHead(200, { 'Content-Length': 4 });
    res.write('12345');
    res.end('6');
  });
  const port = await listen(server);
  const { headers } = await fetch(
    port, 'HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  assert.strictEqual(headers['content-length'], '4');
  await close(server);
});

test(async () => {
  const server = http.createServer((req, res) => {
    res.strictContentLength = true;
    res.writeHead(200, { 'Content-Length': 4 });
    switch (req.url) {
      case '/long':
        assert.throws(() => { res.write('12345'); }, {
          code: 'ERR_HTTP_CONTENT_LENGTH_MISMATCH',
          name: 'Error',
          message: 'Response body\'s content-length of 5 byte(s) does not ' +
            'match the content-length of 4 byte(s) set in header',
        });
        break;
      case '/short':
        res.write('12');
        assert.throws(() => res.end(),
                      { code: 'ERR_HTTP_CONTENT_LENGTH_MISMATCH' });
        break;
      case '/right':
        res.write('12');
        res.end('34');
        return;
    }
    res.destroy();
  });
  const port = await listen(server);
  await assert.rejects(fetch(port, get('/short')));
  assert.strictEqual((await fetch(port, get('/right'))).body, '1234');
  await assert.rejects(fetch(port, get('/long')));
  await close(server);
});
