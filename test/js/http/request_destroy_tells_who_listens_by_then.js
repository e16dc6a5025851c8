'use strict';
// stream.destroy() of a request: its error is for those who listen a tick later,
// and the response can still be sent.
const http = require('http');
const { destroy } = require('stream');
const { Client, assert, close, event, listen, mustCall, post, test } =
  require('./common/wire');

test(async () => {
  const server = http.createServer(mustCall(async (req, res) => {
    destroy(req);
    if (req.url === '/heard') {
      const closed = event(req, 'close');
      req.on('error', mustCall((error) => {
        assert.strictEqual(error.name, 'AbortError');
      }));
      await closed;
    } else {
      await event(req, 'close');
    }
    res.end('hello');
  }, 2));
  const port = await listen(server);
  for (const url of ['/heard', '/unheard']) {
    const client = new Client(port);
    client.write(post('x', '', url));
    assert.strictEqual((await client.response()).body, 'hello');
    client.destroy();
  }
  await close(server);
});
