'use strict';
const http = require('http');
const { assert, close, fetch, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall((req, res) => {
    res.writeHead(200, { Trailer: 'X-Sum, X-List' });
    res.write('body');
    res.addTrailers({ 'Forgotten': 'the next call replaces these' });
    res.addTrailers([['X-Sum', '7'], ['X-List', ['a', 'b']]]);
    res.end();
  }));
  const port = await listen(server);
  const { headers, body } = await fetch(port);
  assert.strictEqual(body, 'body');
  assert.deepStrictEqual(headers.trailers,
                         ['X-Sum: 7', 'X-List: a', 'X-List: b']);
  await close(server);
});
