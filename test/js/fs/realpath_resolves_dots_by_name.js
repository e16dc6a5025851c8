'use strict';
// realpath resolves '.' and '..' by name, before it follows links; the native
// one leaves them to the system.
const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { test } = require('../common/test.js');

process.chdir(fs.mkdtempSync(path.join(os.tmpdir(), 'rondo-realpath-')));
const here = fs.realpathSync.native('.');
fs.mkdirSync('x/y', { recursive: true });
fs.writeFileSync('f', '');
fs.writeFileSync('x/f', '');
fs.symlinkSync('x/y', 'l');

test(async () => {
  for (const [name, real] of [['nope/../f', 'f'], ['l/../f', 'f'], ['f/', 'f'],
                              ['f/.', 'f'], ['', ''], ['l', 'x/y'],
                              [Buffer.from('l/..'), '']]) {
    const expected = path.join(here, real).replace(/\/$/, '');
    assert.strictEqual(fs.realpathSync(name), expected);
    assert.strictEqual(await new Promise((resolve, reject) => fs.realpath(
      name, (e, found) => (e ? reject(e) : resolve(found)))), expected);
  }
  assert.strictEqual(fs.realpathSync.native('l/../f'), path.join(here, 'x/f'));
  assert.throws(() => fs.realpathSync.native('f/'), { code: 'ENOTDIR' });
  assert.strictEqual(await fs.promises.realpath('l/../f'),
                     path.join(here, 'x/f'));
  assert.throws(() => fs.realpathSync('nope'),
                { code: 'ENOENT', syscall: 'lstat', path: `${here}/nope` });
  process.chdir('/');
  fs.rmSync(here, { recursive: true });
});
