'use strict';
// Each request of a connection runs under an id of its own, and its handler in
// the context of listen().
const assert = require('assert');
const http = require('http');
const net = require('net');
const {
  AsyncLocalStorage,
  createHook,
  executionAsyncId,
  executionAsyncResource,
} = require('async_hooks');
const { test } = require('../common/test');

const storage = new AsyncLocalStorage();
const begun = new Map();
const over = [];
const hook = createHook({
  init(id, type) { begun.set(id, type); },
  destroy(id) { over.push(id); },
  trackPromises: false,
});

test(async () => {
  const ids = [];
  const server = http.createServer((req, res) => {
    ids.push(executionAsyncId());
    assert.strictEqual(storage.getStore(), 'listening');
    const resource = executionAsyncResource();
    assert.strictEqual(executionAsyncResource(), resource);
    storage.run(ids.length, () => {
      setImmediate(() => {
        assert.strictEqual(storage.getStore(), Number(req.url.slice(1)));
        res.end();
      });
    });
  });
  await new Promise((resolve) => {
    storage.run('listening', () => server.listen(0, resolve));
  });
  const client = net.connect(server.address().port);
  const ask = (path) => new Promise((resolve) => {
    client.once('data', resolve);
    client.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  });
  await ask('/1');
  hook.enable();
  await ask('/2');
  await ask('/3');
  client.destroy();
  await new Promise((resolve) => server.close(resolve));
  await new Promise((resolve) => setTimeout(resolve, 5));
  hook.disable();

  assert.strictEqual(new Set(ids).size, 3);
  assert.ok(ids.every((id) => id > 1));
  for (const id of ids.slice(1)) {
    assert.strictEqual(begun.get(id), 'HTTPINCOMINGMESSAGE');
    assert.strictEqual(over.filter((each) => each === id).length, 1);
  }
});
