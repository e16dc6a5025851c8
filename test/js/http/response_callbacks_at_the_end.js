'use strict';
// The callbacks of end() come before 'finish' and are the last to see the
// socket; 'drain' comes before the callbacks of the writes that it is about.
const http = require('http');
const { Client, assert, close, get, listen, test } = require('./common/wire');

test(async () => {
  let seen;
  let over;
  const handlers = {
    '/end'(req, res) {
      const look = (name) => {
        seen.push([name, res.socket === req.socket, res.writableFinished]);
      };
      res.on('prefinish', () => look('prefinish'));
      res.on('finish', () => look('finish'));
      res.on('close', () => { look('close'); over(); });
      res.end('x', () => look('callback'));
    },
    '/drain'(req, res) {
      res.on('drain', () => { seen.push('drain'); res.end(); });
      res.on('close', over);
      assert.strictEqual(res.write('a', () => seen.push('a')), true);
      assert.strictEqual(
        res.write(Buffer.alloc(1 << 20), () => seen.push('b')), false);
    },
  };
  const server = http.createServer((req, res) => handlers[req.url](req, res));
  const port = await listen(server);
  for (const url of ['/end', '/drain']) {
    seen = [];
    const done = new Promise((resolve) => { over = resolve; });
    const client = new Client(port).write(get(url));
    await client.response();
    await done;
    client.destroy();
    if (url === '/drain') {
      assert.deepStrictEqual(seen, ['drain', 'a', 'b']);
      continue;
    }
    assert.deepStrictEqual(seen, [
      ['prefinish', true, false],
      ['callback', true, true],
      ['finish', false, true],
      ['close', false, true],
    ]);
  }
  await close(server);
});
