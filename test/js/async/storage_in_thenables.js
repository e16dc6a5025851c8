'use strict';
// A store is seen inside the `then` of the program's own thenables, and what
// comes behind them is not given it.
// Backends: one
const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');
const { test } = require('../common/test');

const storage = new AsyncLocalStorage();

class Thenable {
  then(resolve) {
    resolve(storage.getStore());
  }
}

test(async () => {
  await storage.run('awaited', async () => {
    assert.strictEqual(await new Thenable(), 'awaited');
    assert.strictEqual(storage.getStore(), 'awaited');
  });
  assert.strictEqual(storage.getStore(), undefined);
  assert.strictEqual(await new Thenable(), undefined);

  // Resolved in one context, awaited in another: it is the first that counts.
  let promise;
  storage.run('resolved', () => {
    promise = new Promise((resolve) => resolve(new Thenable()));
  });
  assert.strictEqual(await storage.run('other', () => promise), 'resolved');

  // Many at once, each with its own.
  const all = [];
  for (let i = 0; i < 20; i++) {
    all.push(storage.run(i, async () => {
      assert.strictEqual(await new Thenable(), i);
      assert.strictEqual(await (async () => new Thenable())(), i);
      assert.strictEqual(storage.getStore(), i);
    }), (async () => {
      await null;
      assert.strictEqual(storage.getStore(), undefined);
    })());
  }
  await Promise.all(all);
});
