// Callbacks and promises of operations, watches and look-ups come in the
// asynchronous context in which each was asked for.
'use strict';
const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');
const net = require('net');
const fs = require('fs');
const path = require('path');
const { mustCall } = require('../common/test');

const storage = new AsyncLocalStorage();
const directory = fs.mkdtempSync(path.join(require('os').tmpdir(), 'rondo-'));
const file = path.join(directory, 'file');

function expect(store) {
  return mustCall(() => assert.strictEqual(storage.getStore(), store));
}

for (let i = 0; i < 3; i++) {
  storage.run(i, () => {
    fs.stat(directory, expect(i));
    fs.stat(path.join(directory, 'missing'), expect(i));
    fs.promises.stat(directory).then(expect(i));
    fs.promises.stat(path.join(directory, 'missing')).catch(expect(i));
    // A store that is left behind is nobody else's.
    fs.access(directory, mustCall(() => {
      assert.strictEqual(storage.getStore(), i);
      storage.enterWith('left');
    }));
  });
}
fs.stat(directory, expect(undefined));

const watcher = storage.run('watch', () => fs.watch(directory));
watcher.once('change', mustCall(() => {
  assert.strictEqual(storage.getStore(), 'watch');
  watcher.close();
  fs.rmSync(directory, { recursive: true });
}));
storage.run('writer', () => fs.writeFileSync(file, 'x'));

storage.run('server', () => {
  const server = net.createServer().listen(0, 'localhost', mustCall(() => {
    assert.strictEqual(storage.getStore(), 'server');
    server.close(expect('server'));
  }));
});
