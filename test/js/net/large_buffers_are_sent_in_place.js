'use strict';
// A large Buffer is sent from where it is, whole and unchanged, until its write
// is done; then it is the program's again.
const assert = require('assert');
const net = require('net');
const { test } = require('../common/test.js');

// The thread sanitizer keeps notes on memory, in memory.
const sanitized = require('fs').readFileSync('/proc/self/maps', 'latin1')
  .includes('libtsan');

test(async () => {
  const kSize = 20 << 20;
  const chunks = [];
  let length = 0;
  let ended;
  const all = new Promise((resolve) => { ended = resolve; });
  const server = net.createServer((socket) => {
    socket.on('data', (data) => {
      chunks.push(data);
      length += data.length;
    });
    socket.on('end', ended);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = net.connect(server.address().port, '127.0.0.1');
  const expected = [];
  for (const size of [65536, 65537, 100_000, kSize]) {
    const buffer = Buffer.allocUnsafe(size);
    for (let i = 0; i < size; i += 64) buffer[i] = i / 64;
    expected.push(Buffer.from(buffer));
    const before = process.memoryUsage().rss;
    await new Promise((resolve, reject) => client.write(
      buffer, (e) => (e ? reject(e) : resolve())));
    buffer.fill(0xff); // ours again
    if (size === kSize && !sanitized) {
      // What was received is kept here; a copy of what was sent is not.
      const grown = process.memoryUsage().rss - before;
      assert.ok(grown < 1.9 * kSize, String(grown));
    }
  }
  client.end();
  await all;
  server.close();
  assert.ok(Buffer.concat(chunks, length).equals(Buffer.concat(expected)));
});
