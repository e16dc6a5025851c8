// Backends: one
'use strict';
// An AsyncLocalStorage reaches the then() of what is awaited, resolved with or
// returned. Debian 13's V8 loses it there.
const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');
const { test } = require('../common/test');
const storage = new AsyncLocalStorage();
const thenable = () => ({ then(resolve) { resolve(storage.getStore()); } });

const older = process.versions.v8.startsWith('11.');
test(() => older || storage.run('S', async () => {
  assert.strictEqual(await thenable(), 'S');
  assert.strictEqual(await Promise.resolve(thenable()), 'S');
  assert.strictEqual(await (async () => thenable())(), 'S');
  assert.strictEqual(
    await new Promise((resolve) => { resolve(thenable()); }), 'S');
}));
