'use strict';
// A response that was ended, but not sent before its connection was gone, was
// aborted: it emits no 'finish', whoever listens and when, and says so.
const http = require('http');
const { Client, assert, close, event, fetch, get, listen, sleep, test } =
  require('./common/wire');

const cases = {
  // It waits for the one before it, which is not answered.
  waiting: { bytes: get('/1') + get('/2'), answer: (res) => res.end('x') },
  // More than the system takes from it.
  long: { bytes: get('/2'), answer: (res) => res.end(Buffer.alloc(20_000_000)) },
  destroyed: {
    bytes: get('/2'),
    answer(res) {
      res.destroy();
      res.end('x');
    },
  },
};

for (const name of Object.keys(cases)) {
  for (const listens of [false, true]) {
    test(`${name} ${listens}`, async () => {
      const server = http.createServer((req, res) => {
        if (req.url === '/') {
          res.end();
        } else if (req.url === '/2') {
          if (listens) res.on('finish', assert.fail);
          cases[name].answer(res);
          server.emit('ended', res);
        }
      });
      const port = await listen(server);
      const ended = event(server, 'ended');
      const client = new Client(port);
      client.socket.pause();
      client.write(cases[name].bytes);
      const [res] = await ended;
      // Other requests come and go meanwhile.
      await fetch(port);
      assert.strictEqual(res.writableFinished, false);
      client.destroy();
      while (!res.closed) await sleep(2);
      await fetch(port);
      assert.deepStrictEqual(
        [res.writableEnded, res.writableFinished, res.destroyed],
        [true, false, true]);
      res.on('finish', assert.fail);
      await sleep(5);
      await close(server);
    });
  }
}
