'use strict';
// Pipelined requests that came in one piece with one whose handler ended the
// connection have their handlers called, as in Node, and are aborted.
const http = require('http');
const { Client, assert, close, get, listen, sleep, test } =
  require('./common/wire');

const ways = {
  socketDestroy: (req) => req.socket.destroy(),
  responseDestroy: (req, res) => res.destroy(),
  socketEnd: (req) => req.socket.end(),
  lastResponse: (req, res) => {
    res.setHeader('Connection', 'close');
    res.end();
  },
};

for (const way of Object.keys(ways)) {
  test(way, async () => {
    const urls = [];
    const closed = [];
    const finished = [];
    const server = http.createServer((req, res) => {
      urls.push(req.url);
      res.on('finish', () => finished.push(req.url));
      res.on('close', () => closed.push(req.url));
      if (req.url === '/1') {
        ways[way](req, res);
        return;
      }
      assert.strictEqual(req.socket.destroyed, way.endsWith('Destroy'));
      res.end('nothing');
    });
    server.on('upgrade', assert.fail);
    const port = await listen(server);
    const client = new Client(port);
    const upgrade = get('/u', 'Connection: upgrade\r\nUpgrade: x\r\n');
    client.write(get('/1') + get('/2') + get('/3') + upgrade + get('/4'));
    const text = await client.end();
    assert.doesNotMatch(text, /nothing/);
    client.destroy();
    while (closed.length < 3) await sleep(2);
    assert.deepStrictEqual(urls, ['/1', '/2', '/3']);
    assert.deepStrictEqual(closed.sort(), ['/1', '/2', '/3']);
    assert.deepStrictEqual(finished, way === 'lastResponse' ? ['/1'] : []);
    await close(server);
  });
}
