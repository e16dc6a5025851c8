// Flags: --allow-natives-syntax
'use strict';
// Small pieces of data share memory: no reader may transfer it.
const net = require('net');
const { assert, close, event, listen, test } = require('../http/common/wire');

test(async () => {
  const server = net.createServer();
  const port = await listen(server);
  const pieces = [];
  for (const text of ['one', 'two']) {
    const connected = event(server, 'connection');
    const client = net.connect(port, '127.0.0.1');
    const [socket] = await connected;
    client.write(text);
    pieces.push((await event(socket, 'data'))[0]);
    client.destroy();
  }
  assert.throws(
    () => structuredClone(pieces[0], { transfer: [pieces[0].buffer] }),
    { name: 'DataCloneError' });
  assert.deepStrictEqual(pieces.map(String), ['one', 'two']);
  assert.deepStrictEqual(Object.keys(pieces[0].buffer), []);

  // Not by V8's own function either, nor is what comes later harmed.
  assert.throws(
    () => new Function('buffer', '%ArrayBufferDetach(buffer)')(pieces[0].buffer),
    TypeError);
  assert.deepStrictEqual(pieces.map(String), ['one', 'two']);
  const connected = event(server, 'connection');
  const client = net.connect(port, '127.0.0.1');
  const [socket] = await connected;
  client.write('three');
  assert.strictEqual(String((await event(socket, 'data'))[0]), 'three');
  client.destroy();
  await close(server);
});
