'use strict';
/** Callbacks of write() and end() get an error if the bytes did not get out. */
const http = require('http');
const { Client, assert, close, event, get, listen, test } =
  require('./common/wire');

const kMore = 32 * 1024 * 1024; // than the system takes

function outcome(start) {
  return new Promise((resolve) => start((error) => resolve(error)));
}

test('the client left', async () => {
  const server = http.createServer();
  const port = await listen(server);
  const asked = event(server, 'request');
  const client = new Client(port).write(get());
  const [, res] = await asked;
  const written = outcome((done) => res.write(Buffer.alloc(kMore), done));
  const ended = outcome((done) => res.end('rest', done));
  res.on('finish', () => assert.fail('it did not leave'));
  client.socket.resetAndDestroy();
  assert.strictEqual((await written).code, 'ECANCELED');
  assert.strictEqual((await written).syscall, 'write');
  assert.strictEqual((await ended).code, 'ECANCELED');
  await close(server);
});

test('the program destroyed it', async () => {
  const server = http.createServer();
  const port = await listen(server);
  for (const reason of [undefined, new Error('mine')]) {
    const asked = event(server, 'request');
    const client = new Client(port).write(get());
    const [, res] = await asked;
    const written = outcome((done) => res.write(Buffer.alloc(kMore), done));
    res.destroy(reason);
    const error = await written;
    if (reason === undefined) {
      assert.strictEqual(error.code, 'ERR_STREAM_DESTROYED');
    } else {
      assert.strictEqual(error, reason);
    }
    client.destroy();
  }
  await close(server);
});
