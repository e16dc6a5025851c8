'use strict';
// Each operation gives the same in its callback, promise and synchronous form.
const assert = require('assert');
const fs = require('fs');
const util = require('util');
const { at, root } = require('./common/tmp');

const plain = (value) => {
  if (value instanceof fs.Stats) {
    return { ...value, atimeMs: 0 };
  }
  if (value instanceof fs.Dir) return value.path;
  // Others write to the disk meanwhile; some file systems grow by that.
  if (value?.bavail !== undefined) {
    return [value.type, value.bsize, ...Object.keys(value)];
  }
  return value;
};

async function agree(name, ...args) {
  const expected = fs[`${name}Sync`](...args);
  const called = await new Promise((resolve, reject) => {
    fs[name](...args, (error, value) => error ? reject(error) : resolve(value));
  });
  const promised = await fs.promises[name](...args);
  const promisified = await util.promisify(fs[name])(...args);
  for (const value of [called, promised, promisified]) {
    assert.deepStrictEqual(plain(value), plain(expected), name);
  }
  for (const value of [expected, called, promised, promisified]) {
    if (value instanceof fs.Dir) value.closeSync();
  }
  return expected;
}

async function main() {
  fs.writeFileSync(at('file'), 'contents');
  fs.symlinkSync('file', at('link'));
  fs.mkdirSync(at('dir', 'below'), { recursive: true });
  fs.writeFileSync(at('dir', 'below', 'deep'), '');

  await agree('access', at('file'), fs.constants.R_OK);
  await agree('stat', at('link'));
  await agree('lstat', at('link'));
  await agree('statfs', root);
  await agree('readFile', at('link'));
  await agree('readFile', at('link'), 'utf8');
  await agree('readlink', at('link'));
  await agree('realpath', at('dir', '..', 'link'));
  await agree('readdir', root);
  await agree('readdir', root, { withFileTypes: true });
  await agree('readdir', root, { recursive: true });
  await agree('readdir', root, 'buffer');
  await agree('opendir', root);
  await agree('writeFile', at('new'), 'new');
  await agree('appendFile', at('new'), '!');
  assert.strictEqual(fs.readFileSync(at('new'), 'utf8'), 'new!!!!');
  await agree('truncate', at('new'), 3);
  assert.strictEqual(fs.readFileSync(at('new'), 'latin1'), 'new');
  await agree('copyFile', at('new'), at('copy'));
  await agree('chmod', at('copy'), 0o640);
  await agree('chown', at('copy'), process.getuid(), process.getgid());
  await agree('utimes', at('copy'), 1, 2);
  await agree('lutimes', at('link'), 1, 2);
  assert.strictEqual(fs.lstatSync(at('link')).mtimeMs, 2000);
  await agree('mkdir', at('dir'), { recursive: true });
  await agree('rm', at('copy'), { force: true });

  for (const name of ['rename', 'unlink', 'rmdir', 'link', 'symlink', 'mkdir',
                      'mkdtemp', 'rm', 'stat', 'readFile', 'opendir']) {
    const args = [at('absent', 'x'), at('absent', 'y')].slice(0, fs[name].length > 2 ? 2 : 1);
    if (['link', 'rename', 'symlink'].includes(name)) args[1] = at('absent', 'y');
    else args.length = 1;
    let expected;
    try {
      fs[`${name}Sync`](...args);
    } catch (error) {
      expected = error;
    }
    assert.strictEqual(expected.code, 'ENOENT', name);
    await assert.rejects(fs.promises[name](...args),
                         { ...expected, message: expected.message });
    await assert.rejects(util.promisify(fs[name])(...args),
                         { ...expected, message: expected.message });
  }
}
main().then(() => console.log('all agree'));
