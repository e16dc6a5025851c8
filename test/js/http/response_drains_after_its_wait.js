'use strict';
// A pipelined response that is over its limit while it waits for an earlier one
// hears of 'drain' when its bytes have left.
const http = require('http');
const { Client, assert, close, get, listen, mustCall, test } =
  require('./common/wire');

test(async () => {
  const held = [];
  const server = http.createServer((req, res) => {
    if (req.url === '/first') {
      held.push(res);
      return;
    }
    assert.strictEqual(res.write('x'.repeat(100_000)), false);
    assert.strictEqual(res.writableNeedDrain, true);
    res.once('drain', mustCall(() => res.end('drained')));
    // Its turn comes in a later tick, when the wish for 'drain' is known below.
    setImmediate(() => setImmediate(() => held.pop().end('first')));
  });
  const client = new Client(await listen(server));
  client.write(get('/first') + get('/second'));
  await client.until('first');
  assert.match(await client.until('\r\n0\r\n\r\n'), /\r\n7\r\ndrained\r\n/);
  client.socket.destroy();
  await close(server);
});
