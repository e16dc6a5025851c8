'use strict';
const fs = require('fs');
const { assert, test } = require('../http/common/wire');

const kBadFd = 99999;

test(async () => {
  const bytes = Buffer.alloc(1);
  for (const [name, given, ...args] of [
    ['read', bytes, 0, 1, 0],
    ['write', bytes, 0, 1, 0],
    ['readv', [bytes], 0],
    ['writev', [bytes], 0],
  ]) {
    const [error, count, back] = await new Promise((resolve) => {
      fs[name](kBadFd, given, ...args, (...values) => resolve(values));
    });
    assert.strictEqual(error.code, 'EBADF', name);
    assert.strictEqual(count, 0, name);
    assert.strictEqual(back, given, name);
  }
  const handle = await fs.promises.open(__filename);
  await handle.close();
  for (const [name, syscall] of [
    ['read', 'read'], ['stat', 'fstat'], ['readFile', 'readFile'],
    ['writeFile', 'writeFile'],
  ]) {
    await assert.rejects(handle[name](), {
      name: 'Error', code: 'EBADF', message: 'file closed', syscall,
    });
  }
});
