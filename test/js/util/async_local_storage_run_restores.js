// Backends: one
'use strict';
// Behind run() the store is what it was before, whatever was entered within.
const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');

const storage = new AsyncLocalStorage();
const other = new AsyncLocalStorage();
const enter = () => {
  storage.enterWith('entered within');
  other.enterWith('of another');
};

storage.run('inner', enter);
assert.strictEqual(storage.getStore(), undefined);
// That of another storage is not run()'s to restore.
assert.strictEqual(other.getStore(), 'of another');

storage.enterWith('outer');
storage.run('inner', enter);
assert.strictEqual(storage.getStore(), 'outer');
assert.throws(() => storage.run('inner', () => {
  enter();
  throw new Error('thrown within');
}), /thrown within/);
assert.strictEqual(storage.getStore(), 'outer');
storage.run('inner', () => storage.disable());
assert.strictEqual(storage.getStore(), 'outer');
storage.exit(enter);
assert.strictEqual(storage.getStore(), 'outer');
