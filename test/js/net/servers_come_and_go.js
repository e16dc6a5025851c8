'use strict';
// A server that has closed owns no descriptor, whether or not the loop has
// turned since.
const assert = require('assert');
const fs = require('fs');
const http = require('http');
const net = require('net');
const { test } = require('../common/test.js');

const count = () => fs.readdirSync('/proc/self/fd').length;

test('at once', async () => {
  const before = count();
  for (let i = 0; i < 50; ++i) net.createServer().listen(0).close();
  assert.ok(count() <= before + 4, `${count()} of ${before}`);
});

test('after awaiting', async () => {
  const before = count();
  let most = 0;
  for (let i = 0; i < 500; ++i) {
    const server = (i % 2 === 0 ? net : http).createServer();
    await new Promise((resolve) => server.listen(0, resolve));
    await new Promise((resolve) => server.close(resolve));
    most = Math.max(most, count());
  }
  assert.ok(most <= before + 4, `${most} of ${before}`);
});
