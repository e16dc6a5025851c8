'use strict';
// A program may close any number, one of a socket of ours too, and twice: it
// gets an error code or none, and the process lives.
const assert = require('assert');
const fs = require('fs');
const net = require('net');
const { test } = require('../common/test.js');

const close = (fd) => new Promise((resolve) => fs.close(fd, resolve));
const sockets = () => fs.readdirSync('/proc/self/fd').map(Number).filter((fd) => {
  try {
    return fs.readlinkSync(`/proc/self/fd/${fd}`).startsWith('socket:');
  } catch {
    return false;
  }
});

async function numbersThatAreNotOpen() {
  assert.strictEqual((await close(2147483647)).code, 'EBADF');
  assert.throws(() => fs.closeSync(2147483647), { code: 'EBADF' });
  const fd = fs.openSync(__filename);
  assert.strictEqual(await close(fd), null);
  assert.strictEqual((await close(fd)).code, 'EBADF');
}

async function numbersOfSocketsInUse() {
  const before = sockets();
  for (const closeIt of [close, async (fd) => fs.closeSync(fd)]) {
    const server = net.createServer((socket) => socket.on('error', () => {}));
    await new Promise((resolve) => server.listen(0, resolve));
    const client = net.connect(server.address().port);
    client.on('error', () => {});
    await new Promise((resolve) => client.on('connect', resolve));
    await new Promise((resolve) => setImmediate(resolve));
    const ours = sockets().filter((fd) => !before.includes(fd));
    assert.ok(ours.length >= 3, String(ours));  // of the last round, too
    for (const fd of ours) await closeIt(fd);
    // Their numbers go to others, which work.
    const another = net.createServer((socket) => socket.pipe(socket));
    await new Promise((resolve) => another.listen(0, resolve));
    const echo = net.connect(another.address().port);
    echo.write('echo');
    const data = await new Promise((resolve) => echo.on('data', resolve));
    assert.strictEqual(String(data), 'echo');
    echo.destroy();
    another.close();
    await new Promise((resolve) => echo.on('close', resolve));
    // `client` and `server` stay: their numbers are others' by now.
  }
}

// One after the other: each counts descriptors.
test(async () => {
  await numbersThatAreNotOpen();
  await numbersOfSocketsInUse();
  // What waited for the first ones may wait still, as in Node.
  setImmediate(() => process.exit(0));
});
