// Backends: one
'use strict';
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'calls-'));
const loop = path.join(directory, 'loop');
fs.symlinkSync('loop', loop);
assert.throws(() => fs.realpathSync(loop), { code: 'ELOOP', syscall: 'stat' });
assert.throws(() => fs.rmSync(path.join(__filename, 'x')),
              { code: 'ENOTDIR', syscall: 'lstat' });
assert.throws(() => fs.rmSync(path.join(directory, 'x')),
              { code: 'ENOENT', syscall: 'lstat' });
fs.rmSync(directory, { recursive: true });
// An empty path is a path.
assert.throws(() => fs.openSync(''), {
  message: "ENOENT: no such file or directory, open ''", path: '',
});
