// Backends: one
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const before = process.cwd();
process.chdir(os.tmpdir());
assert.strictEqual(process.cwd(), fs.realpathSync(os.tmpdir()));
process.chdir(before);
assert.throws(() => process.chdir('/no/such/place'), {
  code: 'ENOENT', syscall: 'chdir', dest: '/no/such/place',
});
const mask = process.umask(0o77);
assert.strictEqual(process.umask('22'), 0o77);
assert.strictEqual(process.umask(mask), 0o22);
assert.throws(() => process.umask('8'), { code: 'ERR_INVALID_ARG_VALUE' });
