'use strict';
// A server, its connection, a client: what is told of them, what started which,
// and that all of it ends.
const assert = require('assert');
const net = require('net');
const { createHook } = require('async_hooks');
const { test } = require('../common/test');

const told = [];
const hook = createHook({
  init(id, type, triggerId) {
    told.push({ id, type, triggerId, before: 0, after: 0, destroy: 0 });
  },
  before(id) { count(id, 'before'); },
  after(id) { count(id, 'after'); },
  destroy(id) { count(id, 'destroy'); },
  trackPromises: false,
});
function count(id, event) {
  const entry = told.find((each) => each.id === id);
  if (entry !== undefined) entry[event]++;
}

test(async () => {
  hook.enable();
  await new Promise((resolve) => {
    const server = net.createServer((connection) => {
      connection.end('bye');
      server.close(resolve);
    }).listen(0, '127.0.0.1', () => {
      net.connect(server.address().port, 'localhost').resume();
    });
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
  hook.disable();

  const all = (type) => told.filter((each) => each.type === type);
  const [server] = all('TCPSERVERWRAP');
  const [client, connection] = all('TCPWRAP');
  const [lookup] = all('GETADDRINFOREQWRAP');
  const [connecting] = all('TCPCONNECTWRAP');
  assert.strictEqual(lookup.triggerId, client.id);
  assert.strictEqual(connecting.triggerId, client.id);
  assert.strictEqual(connection.triggerId, server.id);
  for (const entry of [server, client, connection, lookup, connecting]) {
    assert.ok(entry.before > 0, entry.type);
    assert.strictEqual(entry.before, entry.after, entry.type);
    assert.strictEqual(entry.destroy, 1, entry.type);
  }
});
