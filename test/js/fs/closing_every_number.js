// A program that closes every descriptor that there may be closes its own, and
// nothing of ours: files, timers and sockets go on.
'use strict';
const assert = require('assert');
const fs = require('fs');
const net = require('net');
const { test } = require('../common/test');

test('synchronously and not', async () => {
  const mine = fs.openSync(__filename, 'r');
  for (let fd = 3; fd < 128; fd++) {
    try {
      fs.closeSync(fd);
    } catch (error) {
      assert.strictEqual(error.code, 'EBADF');
    }
    await new Promise((resolve) => {
      fs.close(fd, (error) => {
        if (error !== null) assert.strictEqual(error.code, 'EBADF');
        resolve();
      });
    });
  }
  assert.throws(() => fs.fstatSync(mine), { code: 'EBADF' });
  const text = await fs.promises.readFile(__filename, 'utf8');
  assert.match(text, /closes every descriptor/);
  await new Promise((resolve) => { setTimeout(resolve, 5); });
  const server = net.createServer((socket) => { socket.end('here'); });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const got = await new Promise((resolve, reject) => {
    const client = net.connect(server.address().port, '127.0.0.1');
    client.setEncoding('latin1');
    let all = '';
    client.on('data', (piece) => { all += piece; });
    client.on('end', () => resolve(all));
    client.on('error', reject);
  });
  assert.strictEqual(got, 'here');
  server.close();
});
