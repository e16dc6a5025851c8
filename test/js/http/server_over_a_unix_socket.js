'use strict';
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const { Client, assert, close, event, get, test } = require('./common/wire');

test(async () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'http-'));
  const name = path.join(directory, 's');
  const server = http.createServer((req, res) => {
    assert.strictEqual(req.socket.remoteAddress, undefined);
    res.end('unix');
  }).listen(name);
  await event(server, 'listening');
  assert.strictEqual(server.address(), name);
  const client = new Client(name).write(get());
  assert.strictEqual((await client.response()).body, 'unix');
  client.destroy();
  await close(server);
  assert.strictEqual(fs.existsSync(name), false);
  fs.rmdirSync(directory);
});
