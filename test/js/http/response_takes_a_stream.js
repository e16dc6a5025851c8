'use strict';
const http = require('http');
const { Readable, finished, pipeline } = require('stream');
const { assert, close, fetch, get, listen, mustCall, test } =
  require('./common/wire');

function source() {
  let left = 50;
  return new Readable({
    read() { this.push(left-- > 0 ? Buffer.alloc(40000, 's') : null); },
  });
}

test(async () => {
  const server = http.createServer((req, res) => {
    if (req.url === '/pipe') {
      res.on('pipe', mustCall());
      source().pipe(res);
    } else if (req.url === '/pipeline') {
      pipeline(source(), res, mustCall((error) => assert.ifError(error)));
    } else {
      finished(res, mustCall((error) => assert.ifError(error)));
      (async () => {
        for await (const chunk of source()) {
          if (!res.write(chunk)) {
            await new Promise((resolve) => res.once('drain', resolve));
          }
        }
        res.end();
      })();
    }
  });
  const port = await listen(server);
  for (const way of ['/pipe', '/pipeline', '/loop']) {
    const { body } = await fetch(port, get(way));
    assert.strictEqual(body.length, 2000000);
    assert(/^s+$/.test(body));
  }
  await close(server);
});
