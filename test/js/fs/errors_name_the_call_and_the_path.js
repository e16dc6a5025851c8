'use strict';
const assert = require('assert');
const fs = require('fs');
const { at, root } = require('./common/tmp');
const { mustCall } = require('../common/test');

function error(call) {
  try {
    call();
  } catch (thrown) {
    const { message, errno, code, syscall, path, dest } = thrown;
    return { message, errno, code, syscall, path, dest };
  }
  throw new Error('nothing was thrown');
}
const absent = at('absent');

assert.deepStrictEqual(error(() => fs.openSync(absent)), {
  message: `ENOENT: no such file or directory, open '${absent}'`,
  errno: -2, code: 'ENOENT', syscall: 'open', path: absent, dest: undefined,
});
const dest = at('x'); // on the same file system
assert.deepStrictEqual(error(() => fs.renameSync(absent, dest)), {
  message: `ENOENT: no such file or directory, rename '${absent}' -> '${dest}'`,
  errno: -2, code: 'ENOENT', syscall: 'rename', path: absent, dest,
});
// Opening worked: what failed is the read, and in this form it has no path.
assert.deepStrictEqual(error(() => fs.readFileSync(root)), {
  message: 'EISDIR: illegal operation on a directory, read',
  errno: -21, code: 'EISDIR', syscall: 'read', path: undefined,
  dest: undefined,
});
assert.deepStrictEqual(error(() => fs.closeSync(99999)), {
  message: 'EBADF: bad file descriptor, close',
  errno: -9, code: 'EBADF', syscall: 'close', path: undefined, dest: undefined,
});
assert.strictEqual(error(() => fs.readdirSync(absent)).syscall, 'scandir');
assert.strictEqual(error(() => fs.rmSync(absent)).syscall, 'lstat');
assert.strictEqual(error(() => fs.rmSync(root)).code, 'ERR_FS_EISDIR');
assert.strictEqual(error(() => fs.writeFileSync('/dev/full', 'x')).message,
                   'ENOSPC: no space left on device, write');
assert.strictEqual(error(() => fs.mkdirSync('/etc/passwd/x')).code, 'ENOTDIR');
fs.readFile(absent, mustCall((failed) => {
  assert.strictEqual(failed.message,
                     `ENOENT: no such file or directory, open '${absent}'`);
}));
fs.readFile(root, mustCall((failed) => {
  assert.strictEqual(
    failed.message,
    `EISDIR: illegal operation on a directory, read '${root}'`);
  assert.strictEqual(failed.path, root);
}));
