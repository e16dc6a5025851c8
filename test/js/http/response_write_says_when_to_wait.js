'use strict';
// Backpressure on the way out: false from write, then 'drain'.
const http = require('http');
const { Client, assert, close, get, listen, sleep, test } =
  require('./common/wire');

const kChunk = 256 * 1024;
const kChunks = 100;

test(async () => {
  let written = 0;
  let drains = 0;
  let response;
  const server = http.createServer((req, res) => {
    response = res;
    const chunk = Buffer.alloc(kChunk, 'c');
    (function more() {
      while (written < kChunks) {
        ++written;
        if (!res.write(chunk)) {
          assert.strictEqual(res.writableNeedDrain, true);
          res.once('drain', () => {
            ++drains;
            assert.strictEqual(res.writableNeedDrain, false);
            more();
          });
          return;
        }
      }
      res.end();
    })();
  });
  const port = await listen(server);
  const client = new Client(port);
  client.socket.pause();
  client.write(get());
  await sleep(300);
  // The kernel took some; the rest waits for the client.
  assert(written < kChunks, `${written}`);
  assert(response.writableLength > 0);
  const waited = written;
  client.socket.resume();
  const { body } = await client.response();
  assert.strictEqual(body.length, kChunk * kChunks);
  assert.strictEqual(written, kChunks);
  assert(drains >= kChunks - waited, `${drains}`);
  client.destroy();
  await close(server);
});
