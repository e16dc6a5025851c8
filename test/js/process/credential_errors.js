'use strict';
// What the system refuses says so in the C library's words.
// Backends: one
const assert = require('assert');

if (process.getuid() === 0) {
  process.setgroups([]);
  process.setgid(65534);
  process.setuid(65534);
}
for (const [syscall, ...args] of [
  ['setuid', 0], ['setgid', 0], ['setgroups', [0]], ['initgroups', 'root', 0],
]) {
  assert.throws(() => process[syscall](...args), {
    name: 'Error',
    message: 'EPERM, Operation not permitted',
    code: 'EPERM',
    errno: 1,
    syscall,
  });
}
// The group is looked up first.
assert.throws(() => process.initgroups('no such user', 'no such group'), {
  code: 'ERR_UNKNOWN_CREDENTIAL',
  message: 'Group identifier does not exist: no such group',
});
