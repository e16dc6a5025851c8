'use strict';
// Who listens to 'close' of a response finds its socket, destroyed: on-finished,
// koa and others ask it, many for the first time then.
const assert = require('assert');
const http = require('http');
const { Client, close, event, listen, test } = require('./common/wire');

async function cutOff(byWhom, early) {
  let seen;
  const server = http.createServer((req, res) => {
    if (early) void req.socket;
    res.on('close', () => {
      seen = [res.socket === null, res.socket.destroyed, res.socket.writable,
              req.socket.destroyed, res.finished, res.writableFinished];
      server.emit('seen');
    });
    res.write('a piece');
    if (byWhom === 'response') setImmediate(() => res.destroy());
  });
  const told = event(server, 'seen');
  const client = new Client(await listen(server));
  client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  if (byWhom === 'client') {
    await client.until('a piece');
    client.socket.destroy();
  }
  await told;
  await close(server);
  return seen;
}

test(async () => {
  for (const byWhom of ['client', 'response']) {
    for (const early of [false, true]) {
      assert.deepStrictEqual(await cutOff(byWhom, early),
                             [false, true, false, true, false, false],
                             `${byWhom} ${early}`);
    }
  }
});
