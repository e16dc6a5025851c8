'use strict';
const fs = require('fs');
const net = require('net');
const os = require('os');
const path = require('path');
const { assert, event, test } = require('../http/common/wire');

test(async () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'net-'));
  const name = path.join(directory, 'socket');
  const server = net.createServer((socket) => {
    for (const name of ['Address', 'Family', 'Port']) {
      assert.strictEqual(socket[`remote${name}`], undefined);
      assert.strictEqual(socket[`local${name}`], undefined);
    }
    assert.deepStrictEqual(socket.address(), {});
    socket.end('over a path');
  });
  server.listen({ path: name, readableAll: true, writableAll: true });
  await event(server, 'listening');
  assert.strictEqual(server.address(), name);
  assert.strictEqual(fs.statSync(name).mode & 0o777, 0o666);
  const other = net.createServer().listen(name);
  const [error] = await event(other, 'error');
  assert.strictEqual(error.code, 'EADDRINUSE');
  assert.strictEqual(error.address, name);
  assert.strictEqual(error.port, -1);
  for (const how of [name, { path: name }]) {
    const client = net.connect(how);
    const [data] = await event(client, 'data');
    assert.strictEqual(String(data), 'over a path');
    await event(client, 'close');
  }
  await new Promise((resolve) => server.close(resolve));
  assert.strictEqual(fs.existsSync(name), false);
  const [refused] = await event(net.connect(name), 'error');
  assert.strictEqual(refused.code, 'ENOENT');
  assert.strictEqual(refused.syscall, 'connect');
  assert.strictEqual(refused.address, name);
  assert.strictEqual(refused.message, `connect ENOENT ${name}`);

  // The permissions asked for are all that it has.
  for (const [options, mode] of [[{ readableAll: true }, 0o444],
    [{ writableAll: true }, 0o222], [{}, 0o777 & ~process.umask()]]) {
    server.listen({ path: name, ...options });
    await event(server, 'listening');
    assert.strictEqual(fs.statSync(name).mode & 0o777, mode);
    await new Promise((resolve) => server.close(resolve));
  }
  fs.rmdirSync(directory);
});
