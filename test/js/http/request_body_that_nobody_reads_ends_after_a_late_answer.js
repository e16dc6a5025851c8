'use strict';
// A body that arrived whole and that nobody reads is thrown away with the
// response, however late that is: the request ends and closes.
const http = require('http');
const { finished } = require('stream');
const { Client, assert, close, listen, post, test } = require('./common/wire');

test(async () => {
  let whatHappened;
  const server = http.createServer((req, res) => {
    const seen = [];
    for (const name of ['end', 'close', 'aborted', 'error']) {
      req.on(name, () => seen.push(name));
    }
    whatHappened = new Promise((resolve) => {
      finished(req, (error) => resolve([error, seen]));
    });
    setTimeout(() => {
      assert.strictEqual(req.complete, true);
      assert.strictEqual(req.readableLength, 5);
      assert.deepStrictEqual(seen, []);
      res.end('late');
    }, 5);
  });
  const port = await listen(server);
  const client = new Client(port);
  for (let i = 0; i < 2; i++) {
    client.write(post('abcde'));
    assert.strictEqual((await client.response()).body, 'late');
    const [error, seen] = await whatHappened;
    assert.strictEqual(error, undefined);
    assert.deepStrictEqual(seen.slice(0, 1), ['end']);
  }
  client.destroy();
  await close(server);
});
